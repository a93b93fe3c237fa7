-- grain: one row per table and column below: a pattern as a thing that is kept, its states, its figures run by run
-- A pattern about which somebody decided in an earlier version keeps its key as its id; the key named what it was
-- (detector|neighbourhood|crime type|opened|counted apart) and so says it still.
CREATE TABLE patterns (
    pattern_id VARCHAR, detector VARCHAR, neighbourhood_id VARCHAR, category VARCHAR, apart VARCHAR, opened_day DATE,
    stored_at TIMESTAMPTZ, serial BIGINT
);

-- one row per pattern, last day of a run and what was known then: later knowledge stands beside, nothing is overwritten
CREATE TABLE pattern_figures (
    pattern_id VARCHAR, last_day DATE, observed INTEGER, expected DOUBLE, low INTEGER, high INTEGER, flagged BOOLEAN,
    is_open BOOLEAN, open_since DATE, made_at TIMESTAMPTZ, serial BIGINT
);

-- one row per time somebody set how many cards a week the team accepts
CREATE TABLE pattern_budgets (cards INTEGER, set_by VARCHAR, set_at TIMESTAMPTZ, serial BIGINT);

ALTER TABLE pattern_states RENAME COLUMN pattern_key TO pattern_id;
ALTER TABLE pattern_states ADD COLUMN day DATE;
ALTER TABLE pattern_states ADD COLUMN cell VARCHAR;

INSERT INTO patterns (pattern_id, detector, neighbourhood_id, category, apart, opened_day, stored_at, serial)
WITH parts AS (
    SELECT
        pattern_id,
        regexp_extract(
            pattern_id, '^([^|]+)\|(.*)\|([^|]*)\|(\d{4}-\d{2}-\d{2})(?:\|(.*))?$',
            ['detector', 'neighbourhood_id', 'category', 'opened', 'apart']
        ) AS part,
        min(decided_at) AS stored_at,
        min(serial) AS serial
    FROM pattern_states
    GROUP BY pattern_id
)

SELECT
    pattern_id, part.detector, part.neighbourhood_id, part.category, coalesce(part.apart, ''), part.opened::DATE,
    stored_at, row_number() OVER (ORDER BY serial)
FROM parts
WHERE part.detector <> '' AND part.opened <> '';
