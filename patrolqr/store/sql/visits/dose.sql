-- grain: one row per patrol area that a current briefing asked for, with what was asked and what was given
-- key: area_id
WITH asked AS (
    SELECT
        area_id,
        count(*) AS taskings,
        count(*) FILTER (patrols >= patrols_asked) AS taskings_in_full,
        count(*) FILTER (patrols = 0) AS taskings_without_a_patrol,
        sum(patrols_asked)::BIGINT AS patrols_asked,
        sum(minutes_asked)::BIGINT AS minutes_asked,
        sum(patrols_given)::BIGINT AS patrols_given,
        sum(minutes_given)::BIGINT AS minutes_given,
        sum(patrols_more)::BIGINT AS patrols_more,
        sum(minutes_more)::BIGINT AS minutes_more,
        sum(patrols)::BIGINT AS patrols,
        sum(minutes)::BIGINT AS minutes,
        sum(officer_minutes)::BIGINT AS officer_minutes,
        sum(codes_read)::BIGINT AS codes_read,
        sum(logs_capped)::BIGINT AS logs_capped
    FROM given
    WHERE superseded_at IS NULL AND patrol_day >= $since AND patrol_day < $until
        AND ($teams IS NULL OR list_contains($teams, team_id))
    GROUP BY area_id
)
SELECT
    areas.area_id::VARCHAR AS area_id, areas.name AS area, areas.neighbourhood, asked.* EXCLUDE (area_id)
FROM asked
JOIN current_areas AS areas USING (area_id)
WHERE ($neighbourhoods IS NULL OR list_contains($neighbourhoods, areas.neighbourhood_id))
    AND ($areas IS NULL OR list_contains($areas, areas.area_id::VARCHAR))
ORDER BY patrols_asked DESC, area;
