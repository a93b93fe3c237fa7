-- grain: one row per month and force that was published from here, as it was last, the newest month first
-- key: force, month
SELECT
    month, force, max_by(counts, serial) AS counts, max_by(withheld, serial) AS withheld, count(*) AS times,
    max_by(published_by, serial) AS published_by, max(published_at) AS published_at,
    max_by(digest[:12], serial) AS digest
FROM county_versions
GROUP BY month, force
ORDER BY month DESC, force;
