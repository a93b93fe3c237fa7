-- grain: one row per named point of the public's incidents, the busiest first: a map's names where no streets are drawn
-- key: name, longitude, latitude
SELECT street AS name, longitude, latitude, count(*) AS incidents
FROM current_incidents
WHERE street IS NOT NULL AND longitude IS NOT NULL AND NOT EXISTS (FROM streets)
GROUP BY street, longitude, latitude
ORDER BY incidents DESC, name, longitude
LIMIT $most;
