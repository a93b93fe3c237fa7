-- grain: one row per incident whose neighbourhood is another now that boundaries have changed
-- key: incident_id
UPDATE incidents SET neighbourhood_id = batch.neighbourhood_id
FROM batch
WHERE batch.longitude IS NOT DISTINCT FROM incidents.longitude
    AND batch.latitude IS NOT DISTINCT FROM incidents.latitude
    AND batch.small_area_id IS NOT DISTINCT FROM incidents.small_area_id
    AND batch.neighbourhood_id IS DISTINCT FROM incidents.neighbourhood_id;
