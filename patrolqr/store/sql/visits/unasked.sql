-- grain: one row per patrol area that was patrolled in a shift and does not stand on its newest sheet
-- key: area_id
SELECT
    done.area_id::VARCHAR AS area_id, coalesce(areas.name, 'Area unknown') AS name, done.patrols, done.minutes,
    done.officer_minutes, done.logs, done.codes_read, done.logs_capped, done.engagements, done.stop_searches, done.arrests,
    done.actions
FROM done
LEFT JOIN current_areas AS areas USING (area_id)
WHERE done.team_id = $team_id AND done.patrol_day = $patrol_day AND done.shift = $shift
    AND NOT EXISTS (
        FROM given
        WHERE given.team_id = done.team_id AND given.patrol_day = done.patrol_day AND given.shift = done.shift
            AND given.area_id = done.area_id AND given.superseded_at IS NULL
    )
ORDER BY name, area_id;
