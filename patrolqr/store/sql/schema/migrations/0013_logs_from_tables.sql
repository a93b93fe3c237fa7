-- grain: one row per table below: patrol logs that came in a table, and what its words for areas mean
-- which load brought this version of a log; empty for what phones and paper strips brought
ALTER TABLE patrol_logs ADD COLUMN load_id UUID;
-- one row per word for a patrol area that somebody confirmed; the newest of a word counts, word is as it is compared
CREATE TABLE area_synonyms (word VARCHAR, area_id UUID, confirmed_by VARCHAR, confirmed_at TIMESTAMPTZ);
-- one row per row of a table of patrol logs: what the table itself says, and what became of it. became: new, changed,
-- there already, quarantined. log_id and version are those of the log that it is. waiting: the row as it was read (JSON),
-- while its area is not known.
CREATE TABLE table_rows (
    load_id UUID, line BIGINT, began_at TIMESTAMPTZ, area VARCHAR, figures VARCHAR, became VARCHAR, reason VARCHAR,
    log_id UUID, version INTEGER, waiting VARCHAR
);
