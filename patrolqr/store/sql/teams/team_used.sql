-- grain: one row: how many sheets and picks a team has
-- key: sheets
SELECT
    (SELECT count(*) FROM briefings WHERE team_id = $team_id) AS sheets,
    (SELECT count(*) FROM picks WHERE team_id = $team_id) AS picks;
