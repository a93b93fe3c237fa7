-- grain: one row (at most one): the team this person chose last
-- key: team_id
SELECT team_id
FROM team_choices
WHERE person = $person
ORDER BY serial DESC
LIMIT 1;
