-- grain: one row (none where it was lifted already): a hold that somebody lifts
-- key: hold_id
UPDATE holds SET lifted_by = $lifted_by, lifted_at = $lifted_at
WHERE hold_id = $hold_id::UUID AND lifted_at IS NULL;
