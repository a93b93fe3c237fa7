-- grain: one row: a force's month as it is published now
-- key: force, month
INSERT INTO force_months (force, month, digest, published_at) VALUES ($force, $month::DATE, $digest, $published_at);
