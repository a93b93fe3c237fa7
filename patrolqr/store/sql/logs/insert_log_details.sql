-- grain: one row per detailed stop-search, arrest or engagement of the logs that are being stored
INSERT INTO log_stop_searches BY NAME SELECT * FROM incoming_log_stop_searches;
INSERT INTO log_arrests BY NAME SELECT * FROM incoming_log_arrests;
INSERT INTO log_engagements BY NAME SELECT * FROM incoming_log_engagements;
