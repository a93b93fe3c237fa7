-- grain: one row: the next version of a team's rule
-- key: team_id, rule_id, version
INSERT INTO inbox_rules (team_id, rule_id, version, name, kinds, types, hours, is_on, kept_by, kept_at)
VALUES ($for_team, $rule_id, $version, $name, $kinds, $types, $hours, $is_on, $kept_by, $kept_at);
