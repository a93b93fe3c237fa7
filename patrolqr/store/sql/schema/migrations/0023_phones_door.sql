-- grain: one row per pairing and duty (team, patrol day, shift) whose sheet its phone was shown while it held
-- key: pairing_id, team_id, patrol_day, shift
-- What an ended pairing says of its time is its own word; this is what we saw.
CREATE TABLE pairing_sheets (
    pairing_id UUID, team_id VARCHAR, patrol_day DATE, shift VARCHAR, given_at TIMESTAMPTZ
);

-- which pairing came first goes by a counter. is_followed: its sheets are noted above; earlier versions noted none
ALTER TABLE pairings ADD COLUMN serial BIGINT;
ALTER TABLE pairings ADD COLUMN is_followed BOOLEAN;
UPDATE pairings SET serial = counted.serial
FROM (SELECT rowid AS row, row_number() OVER (ORDER BY paired_at, rowid) AS serial FROM pairings) AS counted
WHERE pairings.rowid = counted.row;
