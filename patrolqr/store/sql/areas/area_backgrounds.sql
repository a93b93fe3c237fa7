-- grain: one row per cell asked for: what was reported there in the 28 days before, to start a sergeant's texts from
-- key: cell
WITH corners AS (
    SELECT
        cell,
        regexp_extract(cell, 'E(-?\d+)N(-?\d+)', 1)::DOUBLE AS easting,
        regexp_extract(cell, 'E(-?\d+)N(-?\d+)', 2)::DOUBLE AS northing
    FROM (SELECT unnest($cells::VARCHAR[]) AS cell)
),
recent AS (
    SELECT corners.cell, reasons.kind, reasons.text, reasons.reported_at
    FROM corners
    JOIN reasons
        ON reasons.easting >= corners.easting AND reasons.easting < corners.easting + $metres
        AND reasons.northing >= corners.northing AND reasons.northing < corners.northing + $metres
    WHERE reasons.reported_at >= $until::TIMESTAMPTZ - INTERVAL 28 DAY AND reasons.reported_at <= $until
),
usual AS (
    SELECT corners.cell, mode(incidents.category) AS category
    FROM corners
    JOIN current_incidents AS incidents
        ON incidents.easting >= corners.easting AND incidents.easting < corners.easting + $metres
        AND incidents.northing >= corners.northing AND incidents.northing < corners.northing + $metres
    WHERE incidents.origin = 'public'
    GROUP BY corners.cell
)
SELECT
    corners.cell,
    any_value(usual.category) AS category,
    arg_max(recent.text, recent.reported_at) AS newest_reason,
    count(recent.text) FILTER (recent.kind = 'call') AS calls
FROM corners
LEFT JOIN recent USING (cell)
LEFT JOIN usual USING (cell)
GROUP BY corners.cell;
