-- grain: one row: a log that was taken back before it was stored, noted once
-- key: log_id, pairing_id
MERGE INTO taken_back
USING (
    SELECT
        $log_id::UUID AS log_id, $collar::VARCHAR AS collar, $pass_id::VARCHAR AS pass_id,
        $pairing_id::UUID AS pairing_id, $asked_at::TIMESTAMPTZ AS asked_at, $received_at::TIMESTAMPTZ AS received_at
) AS now
ON taken_back.log_id = now.log_id AND taken_back.pairing_id = now.pairing_id
WHEN NOT MATCHED THEN
    INSERT (log_id, collar, pass_id, pairing_id, asked_at, received_at)
    VALUES (now.log_id, now.collar, now.pass_id, now.pairing_id, now.asked_at, now.received_at);
