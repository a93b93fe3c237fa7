-- grain: one row: what changes whenever a load or its taking back changed anything, or an area its name
-- key: loads
-- counted without looking at a row
SELECT
    count(*) AS loads,
    count(undone_at) AS undone,
    (SELECT count(*) FROM incidents) AS incidents,
    (SELECT count(*) FROM reasons) AS reasons,
    (SELECT count(*) FROM force_stop_searches) AS stop_searches,
    (SELECT count(*) FROM covered) AS covered,
    (SELECT count(*) + count(valid_to) FROM patrol_areas) AS areas
FROM loads;
