-- grain: one row per loaded area of the same kind that the file does not hold
SELECT place_id, name, geometry FROM places ANTI JOIN arrived USING (place_id) WHERE kind = $kind;
