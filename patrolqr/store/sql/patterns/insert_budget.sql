-- grain: one row: how many cards a week the team accepts from now on
-- key: serial
INSERT INTO pattern_budgets (cards, set_by, set_at, serial)
VALUES ($cards, $set_by, $set_at, (SELECT coalesce(max(serial), 0) + 1 FROM pattern_budgets));
