-- grain: one row: a pack by its id, or by its number (how its digest begins)
-- key: pack_id
SELECT
    pack_id::VARCHAR AS pack_id, teams, since, until, content, sha256, frozen_by, epoch_us(frozen_at) AS frozen_us
FROM packs
WHERE pack_id::VARCHAR = $named OR sha256[:$shown] = lower($named)
ORDER BY serial DESC
LIMIT 1;
