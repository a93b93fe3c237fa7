-- grain: one row per week (named by its Monday) and word that enough officers wrote since $recent, also of weeks without it
-- key: period, word
-- shifts: officers' shifts in whose notes it stands, once each; written: the same of every word together. Of the time since $recent:
-- officers, busiest: shifts of whoever wrote it most, tests: words of fewer officers too. Of all the time: small, capital: how it was spelt within a sentence.
WITH told AS MATERIALIZED (
    SELECT
        date_trunc('week', patrol_day)::DATE AS period, word, spelt,
        collar AS officer, hash(collar, team_id, patrol_day, shift) AS officers_shift, patrol_day >= $recent::DATE AS is_recent
    FROM note_words($as_known_at::TIMESTAMPTZ, $since::DATE, $until::DATE)
),
by_officer AS (
    SELECT word, officer, count(DISTINCT officers_shift) AS shifts FROM told WHERE is_recent GROUP BY ALL
),
chosen AS (
    SELECT word, count(officer) AS officers, max(shifts) AS busiest
    FROM by_officer
    GROUP BY word
    HAVING count(officer) >= $fewest_officers::INTEGER
),
spelling AS (
    SELECT word, count(*) FILTER (spelt = 'small') AS small, count(*) FILTER (spelt = 'capital') AS capital
    FROM told
    SEMI JOIN chosen USING (word)
    GROUP BY word
),
weeks AS (
    SELECT period, count(DISTINCT hash(word, officers_shift)) AS written FROM told GROUP BY period
),
counted AS (
    SELECT period, word, count(DISTINCT officers_shift) AS shifts FROM told SEMI JOIN chosen USING (word) GROUP BY ALL
)
SELECT
    weeks.period, chosen.word, coalesce(counted.shifts, 0) AS shifts, weeks.written, chosen.officers, chosen.busiest,
    (SELECT count(DISTINCT word) FROM by_officer) AS tests, spelling.small, spelling.capital
FROM weeks
CROSS JOIN chosen
LEFT JOIN spelling ON spelling.word = chosen.word
LEFT JOIN counted ON counted.period = weeks.period AND counted.word = chosen.word
ORDER BY ALL;
