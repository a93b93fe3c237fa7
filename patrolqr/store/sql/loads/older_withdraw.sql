-- grain: one row per row that an older publication has and the newer one of its month withdrew
-- key: incident_id
UPDATE incidents SET superseded = TRUE, superseded_by = newer.load_id, withdrawn = TRUE
FROM (
    SELECT force, first_day, covered.kind, arg_max(load_id, serial) AS load_id
    FROM covered
    JOIN loads USING (load_id)
    WHERE whole AND load_id <> $load_id::UUID AND undone_at IS NULL
    GROUP BY ALL
) AS newer
WHERE incidents.load_id = $load_id::UUID
    AND NOT incidents.superseded
    AND incidents.force IS NOT DISTINCT FROM newer.force
    AND incidents.month = newer.first_day
    AND incidents.kind = newer.kind;
