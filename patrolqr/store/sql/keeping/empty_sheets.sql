-- grain: one row per version of a briefing that is disposed of
-- key: briefing_id
UPDATE briefings SET information = '', intention = '', author = '', crews = NULL
WHERE briefing_id IN (SELECT unnest($subjects::UUID[]));
