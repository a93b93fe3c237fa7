-- grain: one row per quarantined row of an earlier load of the file that this load tells anew
-- key: load_id, line
--
-- A file of the same name is the same file, mended or loaded again, where most of its rows were there
-- already, or where the earlier one had no usable row and as many lines. Another day's file of the same
-- name brings other rows: what was wrong in the earlier one then stays, unless the very same row came again.
UPDATE quarantine
SET cleared_at = $at, cleared_load = $load_id::UUID
WHERE
    cleared_at IS NULL
    AND load_id IN (
        SELECT load_id FROM loads
        WHERE file_name = $file_name AND kind = $kind AND load_id <> $load_id::UUID AND undone_at IS NULL
    )
    AND (
        ($known > 0 AND 2 * $known >= $read - $quarantined)
        OR ($new + $known > 0 AND load_id IN (
            SELECT load_id FROM loads WHERE rows_new + rows_known = 0 AND rows_read = $read
        ))
        OR (line, content) IN (SELECT again.line, again.content FROM quarantine AS again WHERE again.load_id = $load_id::UUID)
    );
