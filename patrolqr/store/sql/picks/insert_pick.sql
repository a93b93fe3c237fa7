-- grain: one row: a decision about one candidate for a duty; area_id is NULL where no patrol area stands for it
-- key: pick_id
INSERT INTO picks (
    pick_id, team_id, patrol_day, shift, area_id, cell, name, neighbourhood_id, decision, why, decided_by,
    decided_at, serial
)
VALUES (
    uuid(), $team_id, $patrol_day, $shift, $area_id, $cell, $name, $neighbourhood_id, $decision, $why, $decided_by,
    $decided_at,
    (SELECT coalesce(max(serial), 0) + 1 FROM picks)
);
