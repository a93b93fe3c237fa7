-- grain: one row per thing that one of these ids names, with the ids of its teams, with commas; none named is of no team, or of all
-- key: kind, id, teams
WITH asked AS (
    SELECT unnest($ids::VARCHAR[]) AS id
),
uuids AS (
    SELECT id, try_cast(id AS UUID) AS uuid FROM asked WHERE try_cast(id AS UUID) IS NOT NULL
),
sent AS (
    SELECT passes.pass_id, briefings.team_id
    FROM passes
    JOIN taskings USING (tasking_id)
    JOIN briefings USING (briefing_id)
)
SELECT DISTINCT 'log' AS kind, uuids.id, coalesce(logs.team_id, '') AS teams
FROM uuids JOIN patrol_logs AS logs ON logs.log_id = uuids.uuid
UNION ALL
SELECT DISTINCT 'log', uuids.id, coalesce(sent.team_id, '')
FROM uuids JOIN unclaimed_logs AS waiting ON waiting.log_id = uuids.uuid LEFT JOIN sent USING (pass_id)
UNION ALL
SELECT DISTINCT 'entry', uuids.id, coalesce(logs.team_id, '')
FROM uuids
JOIN log_engagements AS engagements ON engagements.entry_id = uuids.uuid
JOIN patrol_logs AS logs ON logs.log_id = engagements.log_id
UNION ALL
SELECT DISTINCT 'entry', uuids.id, entries.teams
FROM uuids JOIN meeting_entries AS entries ON entries.entry_id = uuids.uuid
UNION ALL
SELECT 'pack', uuids.id, packs.teams
FROM uuids JOIN packs ON packs.pack_id = uuids.uuid
UNION ALL
SELECT 'sheet', uuids.id, coalesce(briefings.team_id, '')
FROM uuids JOIN briefings ON briefings.briefing_id = uuids.uuid
UNION ALL
SELECT 'tasking', uuids.id, coalesce(briefings.team_id, '')
FROM uuids JOIN taskings ON taskings.tasking_id = uuids.uuid JOIN briefings USING (briefing_id)
UNION ALL
SELECT DISTINCT 'priority', asked.id, coalesce(priorities.team_id, '')
FROM asked JOIN priorities ON priorities.priority_id::VARCHAR = asked.id
UNION ALL
SELECT 'code', asked.id, coalesce(sent.team_id, '')
FROM asked JOIN sent ON sent.pass_id = asked.id
UNION ALL
-- a phone that has opened no sheet yet is of no team: whoever shows the code may end it
SELECT 'phone', uuids.id, string_agg(DISTINCT sheets.team_id, ',' ORDER BY sheets.team_id)
FROM uuids JOIN pairing_sheets AS sheets ON sheets.pairing_id = uuids.uuid
GROUP BY uuids.id;
