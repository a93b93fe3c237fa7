-- grain: one row per row without a Crime ID so far: which copy of what was published; gone when the load ends
-- Ids stay ids on their way through Arrow, instead of becoming text and ids again.
SET SESSION arrow_lossless_conversion = TRUE;
CREATE TEMP TABLE copies (row_key VARCHAR, copy BIGINT);
