-- grain: one row per thing that is older than its kind is kept, whether it is on hold, and what of it is still there
-- key: kind, subject
-- Of a kind without a day nothing is due. What was disposed of already has nothing left and is not due again.
WITH found AS (
    SELECT 'logs' AS kind, log_id::VARCHAR AS subject, patrol_day AS dated_day, area_id
    FROM patrol_logs
    WHERE is_current AND patrol_day < $logs AND NOT list_contains(coalesce(redacted, []), 'disposed')
    UNION ALL
    SELECT 'details', logs.log_id::VARCHAR, logs.patrol_day, logs.area_id
    FROM patrol_logs AS logs
    WHERE logs.is_current AND logs.patrol_day < $details
        AND logs.log_id IN (
            SELECT log_id FROM log_stop_searches UNION ALL SELECT log_id FROM log_arrests
            UNION ALL SELECT log_id FROM log_engagements UNION ALL SELECT log_id FROM log_actions
        )
    UNION ALL
    SELECT 'positions', log_id::VARCHAR, patrol_day, area_id
    FROM patrol_logs
    WHERE is_current AND patrol_day < $positions
        AND (arrived_lat <> round(arrived_lat, 2) OR left_lat <> round(left_lat, 2)
            OR arrived_lng <> round(arrived_lng, 2) OR left_lng <> round(left_lng, 2))
    UNION ALL
    SELECT 'reasons', reason_id::VARCHAR, max(dated_day), NULL
    FROM reasons
    WHERE concat(text, sanitised_text, place, conditions) <> ''
    GROUP BY reason_id
    HAVING max(dated_day) < $reasons
    UNION ALL
    SELECT 'incidents', incident_id::VARCHAR, max(patrol_day), NULL
    FROM incidents
    WHERE words <> ''
    GROUP BY incident_id
    HAVING max(patrol_day) < $incidents
    UNION ALL
    SELECT 'sheets', briefings.briefing_id::VARCHAR, briefings.patrol_day, NULL
    FROM briefings
    WHERE briefings.patrol_day < $sheets
        AND (
            concat(information, intention, author) <> ''
            OR briefing_id IN (SELECT briefing_id FROM documents)
            OR briefing_id IN (
                SELECT briefing_id FROM taskings WHERE concat(why, look_for, ask, hazards) <> ''
            )
        )
    UNION ALL
    SELECT 'handovers', concat_ws('|', team_id, patrol_day, shift), patrol_day, NULL
    FROM handovers
    WHERE patrol_day < $handovers AND text <> ''
    GROUP BY team_id, patrol_day, shift
    UNION ALL
    SELECT 'attendance', concat_ws('|', team_id, patrol_day, shift), patrol_day, NULL
    FROM attendance
    WHERE patrol_day < $attendance
    GROUP BY team_id, patrol_day, shift
    UNION ALL
    SELECT 'drafts', concat_ws('|', team_id, patrol_day, shift), patrol_day, NULL
    FROM briefing_drafts
    WHERE patrol_day < $drafts AND content <> ''
    GROUP BY team_id, patrol_day, shift
    UNION ALL
    SELECT 'quarantine', load_id::VARCHAR, max(loads.loaded_at)::DATE, NULL
    FROM quarantine
    JOIN loads USING (load_id)
    WHERE quarantine.content <> '' OR quarantine.value <> ''
    GROUP BY load_id
    HAVING max(loads.loaded_at)::DATE < $quarantine
    UNION ALL
    SELECT 'packs', pack_id::VARCHAR, max(frozen_at)::DATE, NULL
    FROM packs
    WHERE pack_id NOT IN (
        SELECT pack_id FROM meeting_entries GROUP BY entry_id, pack_id
        HAVING arg_max(state, serial) IN ('open', 'carried over')
    )
    GROUP BY pack_id
    HAVING max(frozen_at)::DATE < $packs
    UNION ALL
    SELECT 'waiting', log_id::VARCHAR, max(received_at)::DATE, NULL
    FROM unclaimed_logs
    WHERE NOT contains(document, '"disposed"')
    GROUP BY log_id
    HAVING max(received_at)::DATE < $waiting
)
SELECT
    found.kind, found.subject, found.dated_day, coalesce(areas.name, '') AS area,
    EXISTS (
        SELECT 1 FROM holds
        WHERE holds.lifted_at IS NULL
            AND (holds.subject IS NULL OR holds.subject = found.subject)
            AND (holds.area_id IS NULL OR holds.area_id = found.area_id)
            AND (holds.first_day IS NULL OR found.dated_day >= holds.first_day)
            AND (holds.last_day IS NULL OR found.dated_day <= holds.last_day)
    ) AS is_held
FROM found
LEFT JOIN current_areas AS areas ON areas.area_id = found.area_id
ORDER BY found.kind, found.dated_day, found.subject;
