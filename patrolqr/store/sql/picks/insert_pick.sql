-- grain: one row: a decision about one patrol area for a patrol day and shift
-- key: pick_id
INSERT INTO picks (
    pick_id, patrol_day, shift, area_id, decision, why, decided_by, decided_at
)
VALUES (uuid(), $patrol_day, $shift, $area_id, $decision, $why, $decided_by, $decided_at);
