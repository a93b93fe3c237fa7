-- grain: one row: whether anything came into the database yet: files, logs, or what somebody did at the desk
-- key: holds_anything
SELECT
    EXISTS (FROM loads) OR EXISTS (FROM patrol_logs) OR EXISTS (FROM patrol_areas) OR EXISTS (FROM briefings)
    OR EXISTS (FROM priorities) OR EXISTS (FROM strategies) OR EXISTS (FROM pairings)
    OR (SELECT count(*) > 1 FROM teams) AS holds_anything;
