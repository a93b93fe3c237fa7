-- grain: one row per rule of a team in its newest version
-- key: rule_id
SELECT rule_id, version, name, kinds, types, hours, is_on, kept_by
FROM current_rules($team_id)
ORDER BY rule_id;
