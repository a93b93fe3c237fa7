-- grain: one row per loaded area of the same kind that the file does not hold
-- key: place_id
DELETE FROM places WHERE kind = $kind AND place_id NOT IN (SELECT place_id FROM batch);
