-- grain: one row: a sheet that a phone was shown while its pairing held, noted once
-- key: pairing_id, team_id, patrol_day, shift
MERGE INTO pairing_sheets
USING (
    SELECT
        $pairing_id::UUID AS pairing_id, $team_id::VARCHAR AS team_id, $patrol_day::DATE AS patrol_day,
        $shift::VARCHAR AS shift, $given_at::TIMESTAMPTZ AS given_at
) AS now
ON pairing_sheets.pairing_id = now.pairing_id AND pairing_sheets.team_id = now.team_id
    AND pairing_sheets.patrol_day = now.patrol_day AND pairing_sheets.shift = now.shift
WHEN NOT MATCHED THEN
    INSERT (pairing_id, team_id, patrol_day, shift, given_at)
    VALUES (now.pairing_id, now.team_id, now.patrol_day, now.shift, now.given_at);
