-- grain: one row per duty and reason that was decided about: the newest decision, taken back or not
-- key: team_id, patrol_day, shift, reason_id
CREATE OR REPLACE VIEW current_decisions AS
SELECT * FROM reason_decisions
QUALIFY row_number() OVER (PARTITION BY team_id, patrol_day, shift, reason_id ORDER BY version DESC) = 1;
