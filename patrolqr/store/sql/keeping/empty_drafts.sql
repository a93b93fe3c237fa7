-- grain: one row per draft of a duty that is disposed of
-- key: team_id, patrol_day, shift, person
UPDATE briefing_drafts SET content = ''
WHERE concat_ws('|', team_id, patrol_day, shift) IN (SELECT unnest($subjects::VARCHAR[]));
