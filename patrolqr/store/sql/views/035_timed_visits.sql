-- grain: one row per visit, with the whole minutes between arriving and leaving (NULL if either is unknown), at most 60
CREATE OR REPLACE VIEW timed_visits AS
SELECT
    visits.*,
    -- not least(): it would turn an unknown leaving time into 60 minutes
    CASE
        WHEN epoch_us(left_at) - epoch_us(arrived_at) > 3600000000 THEN 60
        ELSE ((epoch_us(left_at) - epoch_us(arrived_at)) // 60000000)::INTEGER
    END AS minutes,
    epoch_us(left_at) - epoch_us(arrived_at) > 3600000000 AS capped
FROM visits;
