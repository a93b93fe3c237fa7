-- grain: one row per word and patrol area where enough officers wrote it since $recent, in as many patrols
-- key: word, area_id
-- shifts: officers' shifts in whose notes of the area it stands, once each; written: those with any notes there. before_…:
-- the same of the time before; everywhere_…: of the time before and all areas. tests: words × areas of the time since $recent,
-- of fewer officers too. small, capital: how it was spelt within a sentence.
WITH told AS MATERIALIZED (
    SELECT *, hash(collar, team_id, patrol_day, shift) AS officers_shift, patrol_day >= $recent::DATE AS is_recent
    FROM note_words($as_known_at::TIMESTAMPTZ, $since::DATE, $until::DATE)
),
recent AS (
    SELECT
        told.word, told.area_id, count(DISTINCT told.officers_shift) AS shifts, count(DISTINCT told.collar) AS officers,
        count(DISTINCT hash(told.team_id, told.patrol_day, told.shift, coalesce(stays.patrol, 0))) AS patrols,
        count(*) OVER () AS tests
    FROM told
    LEFT JOIN (
        SELECT log_id, patrol FROM stays WHERE patrol_day >= $recent::DATE AND patrol_day < $until::DATE
    ) AS stays ON stays.log_id = told.log_id
    WHERE told.is_recent
    GROUP BY told.word, told.area_id
),
chosen AS (
    SELECT * FROM recent WHERE officers >= $fewest_officers::INTEGER AND patrols >= $fewest_officers::INTEGER
),
spelling AS (
    SELECT word, count(*) FILTER (spelt = 'small') AS small, count(*) FILTER (spelt = 'capital') AS capital
    FROM told
    SEMI JOIN chosen USING (word)
    GROUP BY word
),
noted AS (
    SELECT area_id, hash(collar, team_id, patrol_day, shift) AS officers_shift, patrol_day >= $recent::DATE AS is_recent
    FROM known_notes($as_known_at::TIMESTAMPTZ, $since::DATE, $until::DATE)
),
written AS (
    SELECT
        area_id, count(DISTINCT officers_shift) FILTER (is_recent) AS recent,
        count(DISTINCT officers_shift) FILTER (NOT is_recent) AS before
    FROM noted
    GROUP BY area_id
),
before AS (
    SELECT word, area_id, count(DISTINCT officers_shift) AS shifts
    FROM told
    SEMI JOIN chosen USING (word)
    WHERE NOT is_recent
    GROUP BY ALL
),
everywhere AS (
    SELECT word, count(DISTINCT hash(officers_shift, area_id)) AS shifts
    FROM told
    SEMI JOIN chosen USING (word)
    WHERE NOT is_recent
    GROUP BY word
)
SELECT
    chosen.word, chosen.area_id::VARCHAR AS area_id, coalesce(areas.name, 'Area unknown') AS area,
    coalesce(areas.neighbourhood_id, '') AS neighbourhood_id,
    coalesce(areas.neighbourhood, 'No neighbourhood') AS neighbourhood, chosen.shifts, written.recent AS written,
    chosen.officers, chosen.patrols, coalesce(before.shifts, 0) AS before_shifts, written.before AS before_written,
    coalesce(everywhere.shifts, 0) AS everywhere_shifts,
    (SELECT sum(written.before) FROM written)::BIGINT AS everywhere_written,
    chosen.tests, spelling.small, spelling.capital
FROM chosen
JOIN written ON written.area_id = chosen.area_id
JOIN spelling ON spelling.word = chosen.word
LEFT JOIN before ON before.word = chosen.word AND before.area_id = chosen.area_id
LEFT JOIN everywhere ON everywhere.word = chosen.word
LEFT JOIN current_areas AS areas ON areas.area_id = chosen.area_id
ORDER BY ALL;
