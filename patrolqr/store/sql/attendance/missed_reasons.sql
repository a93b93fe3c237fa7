-- grain: one row per patrol area with a reason for not being visited in full in this shift, taken back (empty) or not
-- key: area_id
SELECT area_id::VARCHAR AS area_id, arg_max(reason, serial) AS reason,
    -- not arg_max(given_by), which would pass over a newer row without a name
    arg_max(coalesce(given_by, ''), serial) AS given_by, epoch_us(arg_max(given_at, serial)) AS given_us
FROM missed_reasons
WHERE team_id = $team_id AND patrol_day = $patrol_day AND shift = $shift
GROUP BY area_id;
