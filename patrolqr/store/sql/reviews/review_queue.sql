-- grain: one row per visit that waits for its review, those with stop-searches first, then by how long they wait
-- key: log_id
SELECT
    logs.log_id::VARCHAR AS log_id, logs.version, logs.review_state, logs.remark, logs.decided_at,
    logs.received_at, logs.visited_at, logs.shift, logs.collar, logs.channel, logs.corrected_why,
    logs.engagements, logs.stop_searches, logs.arrests, logs.actions,
    coalesce(areas.name, 'Area unknown') AS area,
    coalesce(maybe_same.maybe_same_arrests, false) AS maybe_same_arrests,
    coalesce(maybe_same.maybe_same_stop_searches, false) AS maybe_same_stop_searches
FROM reviewed_logs AS logs
LEFT JOIN current_areas AS areas USING (area_id)
LEFT JOIN maybe_same USING (log_id)
WHERE logs.review_state <> 'approved'
    AND ($teams IS NULL OR list_contains($teams, logs.team_id))
    AND (logs.stop_searches > 0 OR logs.arrests > 0 OR logs.version > 1 OR logs.review_state = 'query')
ORDER BY coalesce(logs.stop_searches, 0) > 0 DESC, logs.received_at, logs.log_id
LIMIT $limit OFFSET $offset;
