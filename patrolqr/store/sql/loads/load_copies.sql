-- grain: one row per row of the batch without a Crime ID: the next batch counts on from here
-- key: row_key, copy
INSERT INTO copies (row_key, copy) SELECT row_key, copy FROM batch WHERE copy IS NOT NULL;
