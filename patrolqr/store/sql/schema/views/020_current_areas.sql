-- grain: one row per patrol area, in its version in force
CREATE OR REPLACE VIEW current_areas AS
SELECT areas.*, coalesce(places.name, 'No neighbourhood') AS neighbourhood
FROM patrol_areas AS areas
LEFT JOIN places ON places.place_id = areas.neighbourhood_id AND places.kind = 'neighbourhood'
WHERE areas.valid_to IS NULL;
