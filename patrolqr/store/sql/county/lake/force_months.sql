-- grain: one row per force and month that is published
-- key: force, month
SELECT force, month, published_at, digest[:12] AS digest FROM force_months ORDER BY month DESC, force;
