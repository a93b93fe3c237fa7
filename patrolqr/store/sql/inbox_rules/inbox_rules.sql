-- grain: one row per rule of a team in its newest version: its own, or that of every team that has none
-- key: rule_id
SELECT rule_id, version, name, kinds, types, hours, is_on, kept_by
FROM inbox_rules
WHERE team_id IN ('', $team_id)
QUALIFY row_number() OVER (PARTITION BY rule_id ORDER BY team_id = '', version DESC) = 1
ORDER BY rule_id;
