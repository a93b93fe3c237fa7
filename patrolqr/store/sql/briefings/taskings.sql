-- grain: one row per tasking of one version of a briefing, in visit order, with the pass that was printed for it
-- key: tasking_id
SELECT
    taskings.tasking_id::VARCHAR AS tasking_id, taskings.number, taskings.why, taskings.look_for, taskings.ask,
    taskings.visits, taskings.minutes, taskings.window_starts, taskings.window_ends, taskings.hazards, taskings.tactics,
    taskings.call_signs, taskings.ask_kind, taskings.ask_options, taskings.round_kind, taskings.rounds,
    areas.area_id::VARCHAR AS area_id, areas.version, areas.name, areas.geometry, areas.cell,
    areas.squares, areas.neighbourhood_id, passes.pass_id, passes.short_code
FROM taskings
JOIN patrol_areas AS areas ON areas.area_id = taskings.area_id AND areas.version = taskings.area_version
JOIN passes ON passes.tasking_id = taskings.tasking_id
WHERE taskings.briefing_id = $briefing_id::UUID
ORDER BY taskings.number;
