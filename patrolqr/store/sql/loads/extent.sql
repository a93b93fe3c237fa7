-- grain: one row per kind of rows, force and system: how many there are now, and from which day to which
-- key: kind, force, source
SELECT kind, force, source, count(*) AS rows, min(day) AS first_day, max(day) AS last_day
FROM (
    SELECT
        if(precision = 'month', 'street-level ' || kind, kind) AS kind, force, source,
        coalesce(patrol_day, month) AS day
    FROM current_incidents
    UNION ALL
    SELECT kind, force, source, coalesce(dated_day, reported_at::DATE)
    FROM reasons
    WHERE kind <> 'call' AND NOT coalesce(superseded, FALSE)
    UNION ALL
    SELECT 'stop-search', force, source, searched_day FROM force_stop_searches
)
GROUP BY kind, force, source
ORDER BY kind, force, source;
