-- grain: one row per row of a loaded file that could not be used

-- set aside by a later load of the same file, where the row was mended or came again, or by somebody
ALTER TABLE quarantine ADD COLUMN cleared_at TIMESTAMPTZ;
ALTER TABLE quarantine ADD COLUMN cleared_by VARCHAR;
ALTER TABLE quarantine ADD COLUMN cleared_load UUID;
