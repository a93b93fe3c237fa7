-- grain: one row per call and rule of a team in its newest version: its own, or that of every team that has none
-- key: rule_id
CREATE OR REPLACE MACRO current_rules(team) AS TABLE
SELECT * FROM inbox_rules
WHERE team_id IN ('', team)
QUALIFY row_number() OVER (PARTITION BY rule_id ORDER BY team_id = '', version DESC) = 1;
