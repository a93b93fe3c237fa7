-- grain: one row per table below: what is kept for how long, what is held, what was taken out and disposed of

-- one row per redaction; rewritten_at is when the file was written anew since, so that its bytes are gone too.
-- subject: the log, reason or row it was taken out of; empty where words were taken out wherever they stood
CREATE TABLE redactions (
    redaction_id UUID, kind VARCHAR, subject VARCHAR, parts VARCHAR[], why VARCHAR, rows BIGINT,
    redacted_by VARCHAR, redacted_at TIMESTAMPTZ, rewritten_at TIMESTAMPTZ
);
-- one row per text that was taken out of one thing: a digest, by which it is known should it come again
CREATE TABLE redacted_texts (redaction_id UUID, subject VARCHAR, digest VARCHAR);
-- what was taken out of this version of a log; empty where nothing was
ALTER TABLE patrol_logs ADD COLUMN redacted VARCHAR[];

-- one row per version of how long one kind of thing is kept; the newest counts, without an amount it is off
CREATE TABLE keeping_rules (kind VARCHAR, version INTEGER, amount INTEGER, set_by VARCHAR, set_at TIMESTAMPTZ);

-- one row per hold: what it names is neither redacted nor disposed of until it is lifted. Of what is empty everything:
-- subject (a log, a reason), area and days narrow it down.
CREATE TABLE holds (
    hold_id UUID, subject VARCHAR, area_id UUID, first_day DATE, last_day DATE, why VARCHAR,
    held_by VARCHAR, held_at TIMESTAMPTZ, lifted_by VARCHAR, lifted_at TIMESTAMPTZ
);

-- one row per disposal list: drawn up by one person, confirmed and carried out by another, or given up
CREATE TABLE disposals (
    disposal_id UUID, as_of_day DATE, drawn_by VARCHAR, drawn_at TIMESTAMPTZ,
    ended_by VARCHAR, ended_at TIMESTAMPTZ, state VARCHAR
);
-- one row per thing on a disposal list; became is empty until the list was carried out: gone, or why it stayed
CREATE TABLE disposal_rows (disposal_id UUID, kind VARCHAR, subject VARCHAR, dated_day DATE, became VARCHAR);
