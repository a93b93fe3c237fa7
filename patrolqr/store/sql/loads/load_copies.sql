-- grain: one row per row of the batch without a Crime ID: the next batch counts on from here
INSERT INTO copies SELECT row_key, copy FROM batch WHERE copy IS NOT NULL;
