-- grain: one row: how many visits were chosen, and when the newest of them came in
-- key: logs
SELECT count(*) AS logs, count(*) FILTER (late) AS late, epoch_us(max(received_at)) AS newest_us
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
    AND ($search IS NULL OR contains(lower(concat_ws(chr(10), area, answer, saw, heard, learned)), lower($search)));
