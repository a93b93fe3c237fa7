-- grain: one row per version of a patrol area and counting square whose incidents are its own
CREATE OR REPLACE VIEW area_squares AS
SELECT area_id, version, valid_to, unnest(coalesce(nullif(squares, []), [cell])) AS cell
FROM patrol_areas
WHERE cell IS NOT NULL;
