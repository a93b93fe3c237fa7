-- grain: one row per table below: what was loaded, so that a month without a file is not a month without crime

-- a row that a later publication of its month has no more; without it, a row that a newer one stands for
ALTER TABLE incidents ADD COLUMN withdrawn BOOLEAN;

-- one row per load, force, system, kind of rows and stretch of days in it; a month of month data is one stretch.
-- whole: the load holds all there is of that force's month, and so what it lacks is withdrawn
CREATE TABLE covered (
    load_id UUID, force VARCHAR, source VARCHAR, kind VARCHAR, precision VARCHAR, first_day DATE, last_day DATE,
    rows BIGINT, whole BOOLEAN
);

-- what earlier versions loaded: months as they stand in the rows
INSERT INTO covered (load_id, force, source, kind, precision, first_day, last_day, rows, whole)
SELECT load_id, force, source, kind, precision, month, last_day(month), count(*), FALSE
FROM incidents
WHERE precision = 'month' AND month IS NOT NULL
GROUP BY ALL;

-- and days: a stretch ends where a week or more without a row follows in which 20 were to be expected
INSERT INTO covered (load_id, force, source, kind, precision, first_day, last_day, rows, whole)
WITH
days AS (
    SELECT load_id, force, source, kind, patrol_day AS day, count(*) AS rows
    FROM incidents
    WHERE precision = 'minute' AND patrol_day IS NOT NULL
    GROUP BY ALL
    UNION ALL
    SELECT load_id, force, source, 'stop-search', searched_day, count(*)
    FROM force_stop_searches
    WHERE searched_day IS NOT NULL
    GROUP BY ALL
),
paced AS (
    SELECT *, sum(rows) OVER one / (max(day) OVER one - min(day) OVER one + 1) AS a_day
    FROM days
    WINDOW one AS (PARTITION BY load_id, force, source, kind)
),
begun AS (
    SELECT *, day - lag(day) OVER one - 1 AS without
    FROM paced
    WINDOW one AS (PARTITION BY load_id, force, source, kind ORDER BY day)
),
numbered AS (
    SELECT *, sum(CASE WHEN without >= 7 AND without * a_day >= 20 THEN 1 ELSE 0 END) OVER one AS stretch
    FROM begun
    WINDOW one AS (PARTITION BY load_id, force, source, kind ORDER BY day)
)
SELECT load_id, force, source, kind, 'minute', min(day), max(day), sum(rows)::BIGINT, FALSE
FROM numbered
GROUP BY load_id, force, source, kind, stretch;

-- what makes a row without a Crime ID that row is its force, month, place and type alone, so that one whose small
-- area or outcome is told otherwise is still the same row
UPDATE incidents SET incident_id = rekeyed.new_id
FROM (
    SELECT rowid AS row, if(copy > 1, md5(concat_ws('|', key, copy)), key)::UUID AS new_id
    FROM (
        SELECT
            rowid, md5(concat_ws('|', strftime(month, '%Y-%m'), force, longitude, latitude, street, category)) AS key,
            row_number() OVER (
                PARTITION BY month, force, longitude, latitude, street, category, superseded
                ORDER BY small_area_id, outcome, source_line
            ) AS copy
        FROM incidents
        WHERE source = 'data.police.uk' AND reference IS NULL
    )
) AS rekeyed
WHERE incidents.rowid = rekeyed.row;
