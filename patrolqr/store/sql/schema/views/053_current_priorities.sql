-- grain: one row per standing priority that a team entered, in its newest version, closed or not
-- key: priority_id
CREATE OR REPLACE VIEW current_priorities AS
SELECT * FROM priorities
QUALIFY row_number() OVER (PARTITION BY priority_id ORDER BY version DESC) = 1;
