-- grain: one row: a version of the briefing for a patrol day and shift
-- key: briefing_id
INSERT INTO briefings (
    briefing_id, patrol_day, shift, version, team, marking, author, information, intention, made_at, crews
)
VALUES (
    $briefing_id, $patrol_day, $shift, $version, $team, $marking, $author, $information, $intention, $made_at, $crews
);
