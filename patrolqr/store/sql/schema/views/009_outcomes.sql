-- grain: one row per call: how far an outcome of data.police.uk has come: 0 none … 4 final
CREATE OR REPLACE MACRO outcome_stage(outcome) AS CASE
    WHEN outcome IS NULL THEN 0
    WHEN outcome = 'Status update unavailable' THEN 1
    WHEN outcome = 'Under investigation' THEN 2
    WHEN outcome = 'Awaiting court outcome' THEN 3
    ELSE 4
END;
