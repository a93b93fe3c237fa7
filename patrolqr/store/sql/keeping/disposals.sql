-- grain: one row per disposal list, the newest first
-- key: disposal_id
SELECT
    disposals.drawn_at, disposals.as_of_day, disposals.state, disposals.drawn_by, disposals.ended_by, disposals.ended_at,
    count(listed.subject) AS listed, count(listed.subject) FILTER (listed.became = 'gone') AS gone,
    disposals.disposal_id::VARCHAR AS disposal_id
FROM disposals
LEFT JOIN disposal_rows AS listed ON listed.disposal_id = disposals.disposal_id
GROUP BY ALL
ORDER BY disposals.drawn_at DESC, disposal_id;
