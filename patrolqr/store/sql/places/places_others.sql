-- grain: one row per loaded area of the same kind that the file does not hold
-- key: place_id
SELECT place_id, name, geometry FROM places ANTI JOIN batch USING (place_id) WHERE kind = $kind;
