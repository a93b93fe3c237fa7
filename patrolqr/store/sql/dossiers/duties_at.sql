-- grain: one row per duty for which a place was picked, passed over, taken out again or asked for, the newest first
-- key: patrol_day, shift, team, area_id
-- The place is its squares and the patrol areas that stand for it; what was decided of a square alone is the first's.
-- decision: the newest pick, NULL where an area came on the sheet without one. Asked and given are of the newest sheet,
-- NULL where the area was on none.
WITH decided AS (
    SELECT
        team_id, patrol_day, shift, coalesce(area_id, ($area_ids::VARCHAR[])[1]::UUID) AS area_id,
        arg_max(decision, serial) AS decision,
        arg_max(coalesce(why, ''), serial) AS why
    FROM picks
    WHERE patrol_day < $until::DATE
        AND (list_contains($area_ids::VARCHAR[], area_id::VARCHAR) OR (area_id IS NULL AND list_contains($cells::VARCHAR[], cell)))
    GROUP BY ALL
    HAVING arg_max(decision, serial) <> ''
),
asked AS (
    SELECT
        given.team_id, given.patrol_day, given.shift, given.area_id, taskings.why, given.ask, given.patrols_asked,
        given.patrols_given, given.minutes_asked, given.minutes_given
    FROM given
    JOIN taskings USING (tasking_id)
    WHERE given.superseded_at IS NULL
        AND list_contains($area_ids::VARCHAR[], given.area_id::VARCHAR) AND given.patrol_day < $until::DATE
),
missed AS (
    SELECT team_id, patrol_day, shift, area_id, arg_max(coalesce(reason, ''), serial) AS reason
    FROM missed_reasons
    WHERE list_contains($area_ids::VARCHAR[], area_id::VARCHAR)
    GROUP BY ALL
)
SELECT
    patrol_day, shift, coalesce(teams.name, 'Team unknown') AS team, area_id::VARCHAR AS area_id, decided.decision,
    coalesce(nullif(asked.why, ''), decided.why) AS why, asked.ask, asked.patrols_asked, asked.patrols_given,
    asked.minutes_asked, asked.minutes_given, nullif(missed.reason, '') AS missed
FROM decided
FULL JOIN asked USING (team_id, patrol_day, shift, area_id)
LEFT JOIN missed USING (team_id, patrol_day, shift, area_id)
LEFT JOIN current_teams AS teams USING (team_id)
ORDER BY patrol_day DESC, shift, team, area_id;
