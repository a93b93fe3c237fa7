-- grain: one row: a pack as it was frozen
-- key: pack_id
INSERT INTO packs (pack_id, teams, since, until, content, sha256, frozen_by, frozen_at, serial)
VALUES (
    $pack_id::UUID, $teams, $since, $until, $content, $sha256, $frozen_by, $frozen_at,
    (SELECT coalesce(max(serial), 0) + 1 FROM packs)
);
