-- grain: one row per incident, as its newest month's file has it
CREATE OR REPLACE VIEW current_incidents AS
SELECT * FROM incidents WHERE NOT superseded;
