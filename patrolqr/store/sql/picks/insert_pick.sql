-- grain: one row: a decision about one patrol area for a duty
-- key: pick_id
INSERT INTO picks (
    pick_id, team_id, patrol_day, shift, area_id, decision, why, decided_by, decided_at, serial
)
VALUES (
    uuid(), $team_id, $patrol_day, $shift, $area_id, $decision, $why, $decided_by, $decided_at,
    (SELECT coalesce(max(serial), 0) + 1 FROM picks)
);
