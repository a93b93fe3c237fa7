-- grain: one row per sheet that was shown to a phone from whose pairing a log may still come
-- key: pairing_id, team_id, patrol_day, shift
SELECT pairing_id::VARCHAR AS pairing_id, team_id, patrol_day, shift
FROM pairing_sheets
JOIN pairings USING (pairing_id)
WHERE pairings.ends_at >= $since;
