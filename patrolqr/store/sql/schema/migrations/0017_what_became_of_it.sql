-- grain: one row per log that its officer took back before it was stored: should it still arrive, it does not count
-- key: log_id, collar
CREATE TABLE taken_back (
    log_id UUID, collar VARCHAR, pass_id VARCHAR, pairing_id UUID, asked_at TIMESTAMPTZ, received_at TIMESTAMPTZ
);

-- how far the phone's clock was ahead of ours when it sent, where that was too much; the columns of arriving and leaving
-- are by our clock since, the document says what the phone said
ALTER TABLE patrol_logs ADD COLUMN clock_ahead_s BIGINT;
ALTER TABLE patrol_logs ADD COLUMN IF NOT EXISTS sent_at TIMESTAMPTZ;
ALTER TABLE patrol_logs ADD COLUMN IF NOT EXISTS arrived_at TIMESTAMPTZ;
ALTER TABLE patrol_logs ADD COLUMN IF NOT EXISTS left_at TIMESTAMPTZ;

UPDATE patrol_logs
SET
    clock_ahead_s = (epoch_us(sent_at) - epoch_us(received_at)) // 1000000,
    arrived_at = make_timestamptz(epoch_us(arrived_at) - epoch_us(sent_at) + epoch_us(received_at)),
    left_at = make_timestamptz(epoch_us(left_at) - epoch_us(sent_at) + epoch_us(received_at))
-- five minutes: clock.CLOCK_OFF when this was written
WHERE abs(epoch_us(sent_at) - epoch_us(received_at)) > 300000000;
