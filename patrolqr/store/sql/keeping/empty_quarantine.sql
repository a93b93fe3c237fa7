-- grain: one row per row of a load that could not be used, whose content is disposed of: why it could not stays
-- key: load_id, line
UPDATE quarantine SET content = '', value = NULL WHERE load_id IN (SELECT unnest($subjects::UUID[]));
