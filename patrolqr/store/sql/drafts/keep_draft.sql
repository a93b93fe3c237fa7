-- grain: one row: what a person has written for a duty, as it stands now
-- key: team_id, patrol_day, shift, person
MERGE INTO briefing_drafts AS drafts
USING (
    SELECT
        $team_id::VARCHAR AS team_id, $patrol_day::DATE AS patrol_day, $shift::VARCHAR AS shift,
        $person::VARCHAR AS person, $content::VARCHAR AS content, $made_from::INTEGER AS made_from,
        $changed_at::TIMESTAMPTZ AS changed_at
) AS now
ON drafts.team_id = now.team_id AND drafts.patrol_day = now.patrol_day AND drafts.shift = now.shift
    AND drafts.person = now.person
WHEN MATCHED THEN
    UPDATE SET
        content = now.content, made_from = now.made_from, serial = drafts.serial + 1, changed_at = now.changed_at
WHEN NOT MATCHED THEN
    INSERT (team_id, patrol_day, shift, person, content, made_from, serial, changed_at)
    VALUES (now.team_id, now.patrol_day, now.shift, now.person, now.content, now.made_from, 1, now.changed_at);
