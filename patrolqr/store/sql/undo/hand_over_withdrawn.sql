-- grain: one row per row that the load outdated or withdrew and that a later publication of its month has no more either
-- key: incident_id
UPDATE incidents SET superseded_by = later.load_id, withdrawn = TRUE
FROM (
    SELECT mine.force, mine.first_day, mine.kind, arg_min(other.load_id, other_load.loaded_at) AS load_id
    FROM covered AS mine
    JOIN loads AS my_load ON my_load.load_id = mine.load_id
    JOIN covered AS other
        ON other.force IS NOT DISTINCT FROM mine.force
        AND other.first_day = mine.first_day
        AND other.kind = mine.kind
        AND other.precision = 'month'
        AND other.whole
    JOIN loads AS other_load ON other_load.load_id = other.load_id AND other_load.loaded_at > my_load.loaded_at
    WHERE mine.load_id = $load_id::UUID AND mine.precision = 'month'
    GROUP BY ALL
) AS later
WHERE incidents.superseded_by = $load_id::UUID
    AND incidents.force IS NOT DISTINCT FROM later.force
    AND incidents.month = later.first_day
    AND incidents.kind = later.kind;
