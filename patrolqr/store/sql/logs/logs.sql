-- grain: one row per visit that was chosen, newest first, with what its sheet asked
-- key: log_id
WITH chosen AS (
    SELECT * EXCLUDE (area_id, neighbourhood_id)
    FROM read_logs
    WHERE ($since IS NULL OR patrol_day >= $since) AND ($until IS NULL OR patrol_day < $until)
        AND ($shift IS NULL OR shift = $shift)
        AND ($areas IS NULL OR list_contains($areas, area_id))
        AND ($neighbourhoods IS NULL OR list_contains($neighbourhoods, neighbourhood_id))
        AND (NOT coalesce(list_contains($only, 'late'), false) OR late)
        AND (NOT coalesce(list_contains($only, 'notes'), false) OR coalesce(saw, heard, learned) IS NOT NULL)
        AND (NOT coalesce(list_contains($only, 'engagements'), false) OR engagements > 0)
        AND (NOT coalesce(list_contains($only, 'stop_searches'), false) OR stop_searches > 0)
        AND (NOT coalesce(list_contains($only, 'arrests'), false) OR arrests > 0)
        AND ($search IS NULL OR contains(lower(concat_ws(chr(10), area, answer, saw, heard, learned)), lower($search)))
    ORDER BY visited_at DESC, log_id
    LIMIT $limit OFFSET $offset
)
SELECT chosen.* EXCLUDE (tasking_id), taskings.ask
FROM chosen
LEFT JOIN taskings USING (tasking_id)
ORDER BY visited_at DESC, log_id;
