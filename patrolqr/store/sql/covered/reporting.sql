-- grain: one row per force, system, kind, way of learning it and age of a day: how many of its incidents were known then
-- key: force, source, kind, learned, age
-- known: of those known by now (total). learned from loads: each load and each of the days that it reached lately,
-- against what later loads added; learned from reports: the times at which the incidents were reported. Only days of the
-- last half year that had time to fill are looked at.
WITH first_known AS (
    SELECT
        incidents.incident_id, any_value(incidents.force) AS force, any_value(incidents.source) AS source,
        any_value(incidents.kind) AS kind, min_by(incidents.patrol_day, loads.loaded_at) AS day,
        min(loads.loaded_at) AS known_at, any_value(incidents.reported_at) AS reported_at
    FROM incidents
    LEFT JOIN loads USING (load_id)
    WHERE incidents.precision = 'minute' AND incidents.patrol_day IS NOT NULL
        AND incidents.patrol_day > (SELECT max(patrol_day) FROM incidents) - $looked_back::INTEGER
        AND ($as_known_at::TIMESTAMPTZ IS NULL OR loads.loaded_at <= $as_known_at::TIMESTAMPTZ)
    GROUP BY incidents.incident_id
),
reaches AS (
    SELECT covered.force, covered.source, covered.kind, loads.loaded_at, max(covered.last_day) AS reach
    FROM covered
    JOIN loads USING (load_id)
    WHERE covered.precision = 'minute'
        AND ($as_known_at::TIMESTAMPTZ IS NULL OR loads.loaded_at <= $as_known_at::TIMESTAMPTZ)
    GROUP BY ALL
),
newest AS (
    SELECT force, source, kind, max(day) AS day FROM first_known GROUP BY ALL
),
filled AS (
    SELECT first_known.*
    FROM first_known
    JOIN newest
        ON first_known.force IS NOT DISTINCT FROM newest.force
        AND first_known.source IS NOT DISTINCT FROM newest.source
        AND first_known.kind = newest.kind
    WHERE first_known.day <= newest.day - $filled_after::INTEGER
),
days AS (
    SELECT force, source, kind, day, known_at, count(*) AS rows FROM filled GROUP BY ALL
),
lags AS (
    SELECT
        force, source, kind, (timezone($zone, reported_at) - to_hours($day_starts))::DATE - day AS lag, count(*) AS rows
    FROM filled
    WHERE reported_at IS NOT NULL
    GROUP BY ALL
)
SELECT
    days.force, days.source, days.kind, 'loads' AS learned, (reaches.reach - days.day)::INTEGER AS age,
    coalesce(sum(days.rows) FILTER (days.known_at <= reaches.loaded_at), 0)::BIGINT AS known,
    sum(days.rows)::BIGINT AS total
FROM days
JOIN reaches
    ON days.force IS NOT DISTINCT FROM reaches.force AND days.source IS NOT DISTINCT FROM reaches.source
    AND days.kind = reaches.kind AND days.day BETWEEN reaches.reach - $filled_after::INTEGER AND reaches.reach
GROUP BY ALL
UNION ALL
SELECT
    lags.force, lags.source, lags.kind, 'reports', ages.age,
    coalesce(sum(lags.rows) FILTER (lags.lag <= ages.age), 0)::BIGINT, sum(lags.rows)::BIGINT
FROM lags
CROSS JOIN (SELECT unnest(range(0, $filled_after::INTEGER + 1))::INTEGER AS age) AS ages
GROUP BY ALL
ORDER BY ALL;
