-- grain: one row per pack of a meeting, which is disposed of
-- key: pack_id
DELETE FROM packs WHERE pack_id IN (SELECT unnest($subjects::UUID[]));
