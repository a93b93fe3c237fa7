-- grain: one row: one patrol area on one version of a briefing
-- key: tasking_id
INSERT INTO taskings (
    tasking_id, briefing_id, number, area_id, area_version, why, look_for, ask, visits, minutes,
    window_starts, window_ends, hazards, tactics, call_signs, ask_kind, ask_options, round_kind, rounds
)
VALUES (
    $tasking_id, $briefing_id, $number, $area_id, $area_version, $why, $look_for, $ask, $visits, $minutes,
    $window_starts, $window_ends, $hazards, $tactics, $call_signs, $ask_kind, $ask_options, $round_kind,
    $rounds
);
