-- grain: one row per cell asked for: what was reported there in the 28 days before, to start a sergeant's texts from
-- key: cell
WITH asked AS (
    SELECT unnest($cells::VARCHAR[]) AS cell
),
recent AS (
    SELECT asked.cell, reasons.kind, 
        -- of intelligence only the sanitised text leaves the database, and none that has conditions
        CASE reasons.kind WHEN 'intelligence' THEN reasons.sanitised_text ELSE reasons.text END AS text,
        reasons.reported_at
    FROM asked
    JOIN reasons ON asked.cell = square_at(reasons.easting, reasons.northing)
    WHERE NOT coalesce(reasons.superseded, FALSE)
        AND coalesce(reasons.handling, 'P') <> 'C'
        AND coalesce(reasons.expires_day, $until::TIMESTAMPTZ::DATE) >= $until::TIMESTAMPTZ::DATE
        AND reasons.reported_at >= $until::TIMESTAMPTZ - INTERVAL 28 DAY AND reasons.reported_at <= $until
),
usual AS (
    SELECT asked.cell, mode(incidents.category) AS category
    FROM asked
    JOIN current_incidents AS incidents ON asked.cell = square_at(incidents.easting, incidents.northing)
    WHERE incidents.origin = 'public'
    GROUP BY asked.cell
)
SELECT
    asked.cell,
    any_value(usual.category) AS category,
    arg_max(recent.text, recent.reported_at) AS newest_reason,
    count(recent.text) FILTER (recent.kind = 'call') AS calls
FROM asked
LEFT JOIN recent USING (cell)
LEFT JOIN usual USING (cell)
GROUP BY asked.cell;
