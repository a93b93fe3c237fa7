-- grain: one row: the digest of a force's month as it is published, none where it is not
-- key: digest
SELECT digest FROM force_months WHERE force = $force AND month = $month::DATE;
