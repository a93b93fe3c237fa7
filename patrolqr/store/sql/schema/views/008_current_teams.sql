-- grain: one row per team, as it was last set up, retired ones too
CREATE OR REPLACE VIEW current_teams AS
SELECT * FROM teams
QUALIFY row_number() OVER (PARTITION BY team_id ORDER BY serial DESC) = 1;
