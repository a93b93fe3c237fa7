-- grain: one row per thing a database says of itself
-- key: name
INSERT INTO about (name, value) VALUES ($name, $value);
