-- grain: one row per version of a patrol log: how well it is documented, judged when it arrives

-- grade (A, B, C, D, U), why it is no better, and flags; empty until it was judged
ALTER TABLE patrol_logs ADD COLUMN grade VARCHAR;
ALTER TABLE patrol_logs ADD COLUMN grade_why VARCHAR;
ALTER TABLE patrol_logs ADD COLUMN flags VARCHAR[];

-- the rule was written in SQL before; it is Python now (core/presence)
DROP VIEW IF EXISTS graded_visits;
DROP VIEW IF EXISTS area_outlines;
DROP MACRO IF EXISTS metres_to_area;
DROP MACRO IF EXISTS metres_to_edge;
DROP MACRO IF EXISTS nearest_along;
DROP MACRO IF EXISTS crosses;
DROP MACRO IF EXISTS metres_apart;
DROP MACRO IF EXISTS metres_north;
DROP MACRO IF EXISTS metres_east;
