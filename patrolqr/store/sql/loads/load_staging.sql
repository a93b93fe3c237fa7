-- grain: one row per row without a Crime ID so far: which copy of what was published; gone when the load ends
-- key: row_key, copy
CREATE TEMP TABLE copies (row_key VARCHAR, copy BIGINT);
