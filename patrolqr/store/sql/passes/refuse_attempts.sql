-- grain: one row per code that was tried and not known, from lists of when and where from
-- key: tried_at, address_hash
INSERT INTO refused_attempts (tried_at, address_hash)
SELECT make_timestamptz(unnest($tried_us::BIGINT[])), unnest($address_hashes::VARCHAR[]);
