-- grain: one row per row of a population table whose area is not loaded
-- key: line
SELECT line, 'its area is not loaded: load its boundaries first' AS reason, concat_ws(',', place_id, residents) AS content
FROM batch ANTI JOIN places USING (place_id);
