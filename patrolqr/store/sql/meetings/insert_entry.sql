-- grain: one row: the next version of a decision or action
-- key: entry_id, version
INSERT INTO meeting_entries (
    entry_id, version, pack_id, teams, kind, text, owner, due_day, state, written_by, written_at, serial
)
VALUES (
    $entry_id::UUID, $version, $pack_id::UUID, $teams, $kind, $text, $owner, $due_day, $state, $written_by, $written_at,
    (SELECT coalesce(max(serial), 0) + 1 FROM meeting_entries)
);
