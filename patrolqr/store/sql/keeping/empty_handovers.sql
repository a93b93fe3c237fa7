-- grain: one row per version of what a duty left to the next, which is disposed of
-- key: team_id, patrol_day, shift, version
UPDATE handovers SET text = ''
WHERE concat_ws('|', team_id, patrol_day, shift) IN (SELECT unnest($subjects::VARCHAR[]));
