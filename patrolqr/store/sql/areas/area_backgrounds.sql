-- grain: one row per place asked for, which are its squares: what was reported there in the 28 days before, to start a sergeant's texts from
-- key: place
WITH asked AS (
    SELECT unnest($places::VARCHAR[]) AS place, unnest($cells::VARCHAR[]) AS cell
),
sides AS (
    SELECT DISTINCT square_side(cell) AS side FROM asked
),
recent_reasons AS MATERIALIZED (
    SELECT reasons.*, square_at(reasons.easting, reasons.northing, side := sides.side) AS cell
    FROM reasons
    CROSS JOIN sides
    WHERE NOT coalesce(reasons.superseded, FALSE)
        AND coalesce(reasons.handling, 'P') <> 'C'
        AND coalesce(reasons.expires_day, $until::TIMESTAMPTZ::DATE) >= $until::TIMESTAMPTZ::DATE
        AND reasons.reported_at >= $until::TIMESTAMPTZ - INTERVAL 28 DAY AND reasons.reported_at <= $until
),
recent AS (
    SELECT asked.place, reasons.kind,
        -- of intelligence only the sanitised text leaves the database, none that has conditions, and its grade stands with it
        CASE reasons.kind
            WHEN 'intelligence' THEN
                if(reasons.source_grade || reasons.information_grade || reasons.handling <> '', reasons.sanitised_text, NULL)
            ELSE reasons.text
        END AS text,
        CASE reasons.kind
            WHEN 'intelligence' THEN
                '(' || coalesce(reasons.reference, 'intelligence') || ' ' || reasons.source_grade || reasons.information_grade
                || reasons.handling || ')'
        END AS source,
        reasons.reported_at
    FROM recent_reasons AS reasons
    JOIN asked USING (cell)
),
placed AS MATERIALIZED (
    SELECT square_at(incidents.easting, incidents.northing, side := sides.side) AS cell, incidents.category
    FROM current_incidents AS incidents
    CROSS JOIN sides
    WHERE incidents.origin = 'public'
        AND list_contains($cells::VARCHAR[], square_at(incidents.easting, incidents.northing, side := sides.side))
),
by_type AS (
    SELECT asked.place, placed.category, count(*) AS met
    FROM asked
    JOIN placed USING (cell)
    GROUP BY asked.place, placed.category
),
everywhere AS (
    SELECT category, count(*) / sum(count(*)) OVER () AS share
    FROM current_incidents
    WHERE origin = 'public'
    GROUP BY category
),
beyond AS (
    SELECT by_type.place, category, met - share * sum(met) OVER (PARTITION BY by_type.place) AS excess
    FROM by_type
    JOIN everywhere USING (category)
),
-- the type of which there is most beyond its share everywhere: the most frequent one is nearly everywhere the same
usual AS (
    SELECT place, arg_max(category, (excess, category)) AS category
    FROM beyond
    GROUP BY place
)
SELECT
    asked.place,
    any_value(usual.category) AS category,
    arg_max(recent.text, recent.reported_at) AS newest_reason,
    arg_max(recent.source, recent.reported_at) FILTER (recent.text IS NOT NULL) AS newest_source,
    count(recent.text) FILTER (recent.kind = 'call') AS calls
FROM (SELECT DISTINCT place FROM asked) AS asked
LEFT JOIN recent USING (place)
LEFT JOIN usual USING (place)
GROUP BY asked.place;
