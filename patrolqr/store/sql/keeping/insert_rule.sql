-- grain: one row: how long one kind of thing is kept from now on
-- key: kind, version
INSERT INTO keeping_rules (kind, version, amount, set_by, set_at)
SELECT $kind, coalesce(max(version), 0) + 1, $amount, $set_by, $set_at FROM keeping_rules WHERE kind = $kind;
