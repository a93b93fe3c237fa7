-- grain: one row per action detailed in one version of a patrol log
-- key: log_id, version, number
-- Typed columns are added from form.GROUPS when the store opens; these two are needed below.
CREATE TABLE log_actions (
    log_id UUID, version INTEGER, entry_id UUID, number INTEGER, kind VARCHAR, reference VARCHAR
);

-- Up to 0.1.1 the reference of an intelligence report was a question about the whole visit; it is an action now, with
-- the id that form.log gives the first action of a log: the name-based UUID (version 5) of "action 1" within the log's.
ALTER TABLE patrol_logs ADD COLUMN IF NOT EXISTS intelligence VARCHAR;
ALTER TABLE patrol_logs ADD COLUMN IF NOT EXISTS actions INTEGER;

INSERT INTO log_actions (log_id, version, entry_id, number, kind, reference)
WITH hashed AS (
    SELECT
        log_id, version, intelligence,
        sha1(unhex(replace(log_id::VARCHAR, '-', '')) || encode('action 1')) AS hash
    FROM patrol_logs
    WHERE intelligence IS NOT NULL
)
SELECT
    log_id, version,
    concat(
        hash[1:8], '-', hash[9:12], '-5', hash[14:16], '-',
        '89ab'[(instr('0123456789abcdef', hash[17]) - 1) % 4 + 1], hash[18:20], '-', hash[21:32]
    )::UUID AS entry_id,
    1 AS number, 'Intelligence submitted' AS kind, intelligence AS reference
FROM hashed;

UPDATE patrol_logs SET actions = 1 WHERE intelligence IS NOT NULL;
