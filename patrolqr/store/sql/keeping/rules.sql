-- grain: one row per kind of thing that somebody ever said how long it is kept: what was said last
-- key: kind
SELECT kind, amount, set_by, epoch_us(set_at) AS set_us
FROM keeping_rules
QUALIFY row_number() OVER (PARTITION BY kind ORDER BY version DESC) = 1
ORDER BY kind;
