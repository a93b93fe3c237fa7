-- grain: one row: how many stop-searches of the force's own records are loaded, and from which day to which
-- key: searches
SELECT count(*) AS searches, min(searched_day) AS first_day, max(searched_day) AS last_day
FROM force_stop_searches
WHERE searched_day IS NOT NULL;
