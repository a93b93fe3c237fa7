-- grain: one row, where somebody set it: how many cards a week the team accepts
-- key: serial
SELECT cards, set_by, epoch_us(set_at) AS set_us, serial
FROM pattern_budgets
ORDER BY serial DESC
LIMIT 1
