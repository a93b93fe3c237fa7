-- grain: one row per counting square that stands for a patrol area which a log was sent of
-- key: cell
SELECT own.cell, min(visits.patrol_day) AS first_day, max(visits.patrol_day) AS last_day, count(*) AS logs
FROM visits
JOIN area_squares AS own ON own.area_id = visits.area_id AND own.valid_to IS NULL
GROUP BY own.cell
ORDER BY own.cell;
