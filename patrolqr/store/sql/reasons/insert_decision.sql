-- grain: one row: the next decision about a reason for a duty
-- key: team_id, patrol_day, shift, reason_id, version
INSERT INTO reason_decisions (
    team_id, patrol_day, shift, begins_at, reason_id, version, decision, why, partner, merged_into, area_id, made_pick,
    decided_by, decided_at
)
VALUES (
    $team_id, $patrol_day, $shift, $begins_at, $reason_id, $version, $decision, $why, $partner, $merged_into, $area_id,
    $made_pick, $decided_by, $decided_at
);
