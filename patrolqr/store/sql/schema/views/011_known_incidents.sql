-- grain: one row per incident as it was known at a moment: each row holds from the load that brought it to the load that
-- told it otherwise or withdrew it. No moment is now.
CREATE OR REPLACE MACRO known_incidents(moment) AS TABLE
SELECT * FROM current_incidents WHERE moment IS NULL
UNION ALL
SELECT incidents.*
FROM incidents
JOIN loads AS brought ON brought.load_id = incidents.load_id
LEFT JOIN loads AS outdated ON outdated.load_id = incidents.superseded_by
WHERE moment IS NOT NULL
    AND brought.loaded_at <= moment
    -- what an earlier version outdated without noting by which load is not known any more
    AND (NOT incidents.superseded OR outdated.loaded_at > moment);
