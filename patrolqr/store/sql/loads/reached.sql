-- grain: one row per load and kind of rows, force and system: up to when its rows reach, and when it was loaded
-- key: kind, force, source, loaded_at, reaches
SELECT rows.kind, rows.force, rows.source, any_value(loads.loaded_at) AS loaded_at, max(rows.reaches) AS reaches
FROM (
    SELECT
        if(precision = 'month', 'published crime', if(kind = 'call', 'calls', 'crime')) AS kind, force, source, load_id,
        -- a month is known up to its end
        coalesce(
            reported_at, occurred_at, occurred_to, (patrol_day + 1)::TIMESTAMPTZ, (month + INTERVAL 1 MONTH)::TIMESTAMPTZ
        ) AS reaches
    FROM current_incidents
    UNION ALL
    SELECT 'intelligence', force, source, load_id, coalesce(reported_at, (dated_day + 1)::TIMESTAMPTZ)
    FROM reasons
    WHERE kind = 'intelligence' AND NOT coalesce(superseded, FALSE)
    UNION ALL
    SELECT 'stop-searches', force, source, load_id, coalesce(searched_at, (searched_day + 1)::TIMESTAMPTZ)
    FROM force_stop_searches
) AS rows
JOIN loads USING (load_id)
WHERE loads.undone_at IS NULL
GROUP BY rows.kind, rows.force, rows.source, load_id
ORDER BY rows.kind, rows.force, rows.source, loaded_at;
