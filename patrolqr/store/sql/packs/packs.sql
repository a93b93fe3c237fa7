-- grain: one row per pack, the newest first, without what it holds
-- key: pack_id
SELECT pack_id::VARCHAR AS pack_id, teams, since, until, sha256, frozen_by, frozen_at
FROM packs
ORDER BY serial DESC;
