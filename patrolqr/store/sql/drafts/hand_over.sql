-- grain: one row per duty that nobody had written for under that name: the draft written before the name was given
-- key: team_id, patrol_day, shift
UPDATE briefing_drafts
SET person = $person
WHERE person = $nobody AND content <> ''
    AND NOT EXISTS (
        FROM briefing_drafts AS own
        WHERE own.team_id = briefing_drafts.team_id AND own.patrol_day = briefing_drafts.patrol_day
            AND own.shift = briefing_drafts.shift AND own.person = $person
    );
