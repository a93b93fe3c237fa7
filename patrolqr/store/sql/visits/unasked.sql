-- grain: one row per patrol area that was patrolled in a shift and does not stand on its newest sheet
-- key: area_id
WITH asked AS (
    SELECT taskings.area_id
    FROM taskings
    JOIN dated_briefings AS sheets USING (briefing_id)
    WHERE sheets.team_id = $team_id AND sheets.patrol_day = $patrol_day AND sheets.shift = $shift
        AND sheets.superseded_at IS NULL
)
SELECT
    done.area_id::VARCHAR AS area_id, coalesce(areas.name, 'Area unknown') AS name, done.patrols, done.minutes,
    done.officer_minutes, done.logs, done.codes_read, done.logs_capped, done.engagements, done.stop_searches, done.arrests,
    done.actions
FROM done
ANTI JOIN asked ON asked.area_id = done.area_id
LEFT JOIN current_areas AS areas ON areas.area_id = done.area_id
WHERE done.team_id = $team_id AND done.patrol_day = $patrol_day AND done.shift = $shift
ORDER BY name, area_id;
