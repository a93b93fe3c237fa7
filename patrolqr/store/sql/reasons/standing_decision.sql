-- grain: one row: the newest decision about a reason for a duty, taken back or not
-- key: version
SELECT
    version, decision, why, partner, merged_into::VARCHAR AS merged_into, area_id::VARCHAR AS area_id, decided_by,
    epoch_us(decided_at) AS decided_us
FROM current_decisions
WHERE team_id = $team_id AND patrol_day = $patrol_day AND shift = $shift AND reason_id = $reason_id::UUID;
