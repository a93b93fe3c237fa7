-- grain: one row per version of a patrol area and counting square whose incidents are its own, with the square's side
CREATE OR REPLACE VIEW area_squares AS
SELECT *, square_side(cell) AS side
FROM (
    SELECT area_id, version, valid_to, unnest(coalesce(nullif(squares, []), [cell])) AS cell
    FROM patrol_areas
    WHERE cell IS NOT NULL
);
