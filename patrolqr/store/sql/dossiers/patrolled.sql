-- grain: one row per counting square that stands for a patrol area which a log was sent of
-- key: cell
SELECT areas.cell, min(visits.patrol_day) AS first_day, max(visits.patrol_day) AS last_day, count(*) AS logs
FROM visits
JOIN current_areas AS areas ON areas.area_id = visits.area_id
WHERE areas.cell IS NOT NULL
GROUP BY areas.cell
ORDER BY areas.cell;
