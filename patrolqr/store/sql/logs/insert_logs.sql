-- grain: one row per patrol log that was waiting to be stored
INSERT INTO patrol_logs BY NAME SELECT * FROM incoming;
