-- grain: one row per month and area of a loaded table of patrol logs: its own sums beside those of its logs here, and why not
-- key: month, area
WITH told AS (
    SELECT
        table_rows.line, table_rows.log_id, table_rows.version, table_rows.became, table_rows.reason,
        coalesce(strftime(timezone($zone, table_rows.began_at), '%Y-%m'), 'no time') AS month,
        coalesce(areas.name, nullif(table_rows.area, ''), 'no area') AS area,
        coalesce((table_rows.figures ->> '$.engagements')::BIGINT, 0) AS engagements,
        coalesce((table_rows.figures ->> '$.stop_searches')::BIGINT, 0) AS stop_searches,
        coalesce((table_rows.figures ->> '$.arrests')::BIGINT, 0) AS arrests
    FROM table_rows
    LEFT JOIN patrol_logs AS logs ON logs.log_id = table_rows.log_id AND logs.version = table_rows.version
    LEFT JOIN current_areas AS areas ON areas.area_id = logs.area_id
    WHERE table_rows.load_id = $load_id::UUID
),
counted AS (
    SELECT
        told.line, visits.version, strftime(visits.patrol_day, '%Y-%m') AS month,
        coalesce(areas.name, 'Area unknown') AS area,
        coalesce(visits.engagements, 0) AS engagements,
        coalesce(visits.stop_searches, 0) - coalesce(repeats.stop_searches_again, 0) AS stop_searches,
        coalesce(visits.arrests, 0) - coalesce(repeats.arrests_again, 0) AS arrests,
        repeats.log_id IS NOT NULL AS is_repeated
    FROM told
    JOIN visits ON visits.log_id = told.log_id AND told.became NOT IN ('twice', 'quarantined')
    LEFT JOIN current_areas AS areas ON areas.area_id = visits.area_id
    LEFT JOIN repeats ON repeats.log_id = visits.log_id
),
explained AS (
    SELECT
        told.line,
        CASE
            WHEN told.became = 'quarantined' THEN 'quarantined: ' || told.reason
            WHEN told.became = 'twice' THEN 'twice in the file, counted once'
            WHEN counted.line IS NULL THEN 'set aside or taken back'
            WHEN counted.version <> told.version THEN 'changed since by a later version'
            WHEN counted.is_repeated THEN 'an arrest or search that another log counts'
            WHEN counted.month <> told.month THEN 'of the patrol day before, which ends at 06:00'
            ELSE 'the same'
        END AS why
    FROM told
    LEFT JOIN counted USING (line)
),
both_sides AS (
    SELECT line, month, area, 1 AS logs, engagements, stop_searches, arrests, 1 AS theirs FROM told
    UNION ALL
    SELECT line, month, area, 1, engagements, stop_searches, arrests, 0 FROM counted
),
by_why AS (
    SELECT
        month, area, why,
        sum(logs * theirs) AS logs_theirs, sum(logs * (1 - theirs)) AS logs_here,
        sum(engagements * theirs) AS engagements_theirs, sum(engagements * (1 - theirs)) AS engagements_here,
        sum(stop_searches * theirs) AS searches_theirs, sum(stop_searches * (1 - theirs)) AS searches_here,
        sum(arrests * theirs) AS arrests_theirs, sum(arrests * (1 - theirs)) AS arrests_here
    FROM both_sides
    JOIN explained USING (line)
    GROUP BY month, area, why
)
SELECT
    month, area,
    sum(logs_theirs)::BIGINT AS logs_theirs, sum(logs_here)::BIGINT AS logs_here,
    sum(engagements_theirs)::BIGINT AS engagements_theirs, sum(engagements_here)::BIGINT AS engagements_here,
    sum(searches_theirs)::BIGINT AS searches_theirs, sum(searches_here)::BIGINT AS searches_here,
    sum(arrests_theirs)::BIGINT AS arrests_theirs, sum(arrests_here)::BIGINT AS arrests_here,
    coalesce(
        string_agg(
            -- what the file has more than PatrolQR
            concat_ws(
                ', ',
                CASE WHEN logs_theirs <> logs_here THEN printf('%+d logs', (logs_theirs - logs_here)::BIGINT) END,
                CASE
                    WHEN engagements_theirs <> engagements_here
                        THEN printf('%+d engagements', (engagements_theirs - engagements_here)::BIGINT)
                END,
                CASE
                    WHEN searches_theirs <> searches_here
                        THEN printf('%+d stop-searches', (searches_theirs - searches_here)::BIGINT)
                END,
                CASE WHEN arrests_theirs <> arrests_here THEN printf('%+d arrests', (arrests_theirs - arrests_here)::BIGINT) END
            ) || ' ' || why, '; '
            ORDER BY why
        ) FILTER (
            logs_theirs <> logs_here OR engagements_theirs <> engagements_here
            OR searches_theirs <> searches_here OR arrests_theirs <> arrests_here
        ),
        ''
    ) AS difference
FROM by_why
GROUP BY month, area
ORDER BY month, area;
