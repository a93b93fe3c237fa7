-- grain: one row per force and month in each: what forces publish, counts and no more
-- Every statement makes what is not there yet. A count that is withheld is NULL; of totals a name is NULL: all of them.
CREATE TABLE IF NOT EXISTS force_months (force VARCHAR, month DATE, digest VARCHAR, published_at TIMESTAMPTZ);
-- of each kind how many days of the month were recorded or loaded, and whether they are counted: else nothing is known
CREATE TABLE IF NOT EXISTS coverage (
    force VARCHAR, month DATE, kind VARCHAR, precision VARCHAR, days INTEGER, days_in_month INTEGER, is_counted BOOLEAN
);
CREATE TABLE IF NOT EXISTS incidents (
    force VARCHAR, month DATE, kind VARCHAR, neighbourhood_id VARCHAR, neighbourhood VARCHAR, category VARCHAR,
    outcome VARCHAR, incidents BIGINT
);
CREATE TABLE IF NOT EXISTS done (
    force VARCHAR, month DATE, team_id VARCHAR, team VARCHAR, area_id VARCHAR, area VARCHAR, neighbourhood VARCHAR,
    areas BIGINT, taskings BIGINT, taskings_missed BIGINT, patrols_asked BIGINT, patrols_given BIGINT,
    minutes_asked BIGINT, minutes_given BIGINT, logs BIGINT, patrols BIGINT, minutes BIGINT, officer_minutes BIGINT,
    engagements BIGINT, stop_searches BIGINT, searches_found BIGINT, searches_nothing BIGINT,
    searches_not_said BIGINT, arrests BIGINT, actions BIGINT
);
