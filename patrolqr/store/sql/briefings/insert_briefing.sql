-- grain: one row: a version of the briefing of a duty
-- key: briefing_id
INSERT INTO briefings (
    briefing_id, team_id, patrol_day, shift, shift_starts, shift_ends, version, team, marking, author, information, intention, made_at, crews, audit_head, serial
)
VALUES (
    $briefing_id, $team_id, $patrol_day, $shift, $shift_starts, $shift_ends, $version, $team, $marking, $author, $information, $intention, $made_at, $crews, $audit_head,
    (SELECT coalesce(max(serial), 0) + 1 FROM briefings)
);
