-- grain: one row per decision or action that meetings of these teams entered, as it stands, with when its pack was frozen
-- key: entry_id
WITH newest AS (
    SELECT *
    FROM meeting_entries
    WHERE teams = $teams
    QUALIFY row_number() OVER (PARTITION BY entry_id ORDER BY serial DESC) = 1
),

begun AS (
    SELECT entry_id, min(serial) AS serial FROM meeting_entries GROUP BY entry_id
)

SELECT
    newest.entry_id::VARCHAR AS entry_id, newest.version, newest.pack_id::VARCHAR AS pack_id, newest.kind, newest.text,
    newest.owner, newest.due_day, newest.state, newest.written_by, epoch_us(newest.written_at) AS written_us,
    epoch_us(packs.frozen_at) AS met_us
FROM newest
JOIN begun USING (entry_id)
JOIN packs USING (pack_id)
ORDER BY begun.serial;
