-- grain: one row: how many visits wait for their review, how many of them with stop-searches, and since when
-- key: logs
SELECT
    count(*) AS logs,
    count(*) FILTER (review_state = 'query') AS queries,
    count(*) FILTER (stop_searches > 0) AS stop_searches,
    min(received_at) AS oldest_at,
    min(received_at) FILTER (stop_searches > 0) AS oldest_stop_search_at
FROM reviewed_logs
WHERE review_state <> 'approved'
    AND ($teams IS NULL OR list_contains($teams, team_id))
    AND (stop_searches > 0 OR arrests > 0 OR version > 1 OR review_state = 'query');
