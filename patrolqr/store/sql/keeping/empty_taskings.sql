-- grain: one row per tasking of a briefing that is disposed of: area, dose and window stay
-- key: tasking_id
UPDATE taskings SET why = '', look_for = '', ask = '', ask_options = [], hazards = '', call_signs = []
WHERE briefing_id IN (SELECT unnest($subjects::UUID[]));
