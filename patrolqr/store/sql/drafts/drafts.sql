-- grain: one row per person who has written something for a duty that is not saved, the last one first
-- key: person
SELECT person, content, made_from, serial, epoch_us(changed_at) AS changed_us
FROM briefing_drafts
WHERE team_id = $team_id AND patrol_day = $patrol_day AND shift = $shift AND content <> ''
ORDER BY changed_at DESC, person;
