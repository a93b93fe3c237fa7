-- grain: one row: a decision about one patrol area for a patrol day and shift
INSERT INTO picks VALUES (uuid(), $patrol_day, $shift, $area_id, $decision, $why, $decided_by, $decided_at);
