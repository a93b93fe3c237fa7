-- grain: one row per table below: which of its rows is the newest, by a counter and no more by a clock, which can step back
-- serial grows with every row of its table, under the lock of its write; rows from before are counted by their time

ALTER TABLE log_reviews ADD COLUMN serial BIGINT;
UPDATE log_reviews SET serial = counted.serial
FROM (SELECT rowid AS row, row_number() OVER (ORDER BY decided_at, rowid) AS serial FROM log_reviews) AS counted
WHERE log_reviews.rowid = counted.row;

ALTER TABLE missed_reasons ADD COLUMN serial BIGINT;
UPDATE missed_reasons SET serial = counted.serial
FROM (SELECT rowid AS row, row_number() OVER (ORDER BY given_at, rowid) AS serial FROM missed_reasons) AS counted
WHERE missed_reasons.rowid = counted.row;

ALTER TABLE attendance ADD COLUMN serial BIGINT;
UPDATE attendance SET serial = counted.serial
FROM (SELECT rowid AS row, row_number() OVER (ORDER BY ticked_at, rowid) AS serial FROM attendance) AS counted
WHERE attendance.rowid = counted.row;

ALTER TABLE picks ADD COLUMN serial BIGINT;
UPDATE picks SET serial = counted.serial
FROM (SELECT rowid AS row, row_number() OVER (ORDER BY decided_at, rowid) AS serial FROM picks) AS counted
WHERE picks.rowid = counted.row;

ALTER TABLE pattern_states ADD COLUMN serial BIGINT;
UPDATE pattern_states SET serial = counted.serial
FROM (SELECT rowid AS row, row_number() OVER (ORDER BY decided_at, rowid) AS serial FROM pattern_states) AS counted
WHERE pattern_states.rowid = counted.row;

ALTER TABLE promises_kept ADD COLUMN serial BIGINT;
UPDATE promises_kept SET serial = counted.serial
FROM (SELECT rowid AS row, row_number() OVER (ORDER BY decided_at, rowid) AS serial FROM promises_kept) AS counted
WHERE promises_kept.rowid = counted.row;

ALTER TABLE teams ADD COLUMN serial BIGINT;
UPDATE teams SET serial = counted.serial
FROM (SELECT rowid AS row, row_number() OVER (ORDER BY kept_at, rowid) AS serial FROM teams) AS counted
WHERE teams.rowid = counted.row;

ALTER TABLE team_choices ADD COLUMN serial BIGINT;
UPDATE team_choices SET serial = counted.serial
FROM (SELECT rowid AS row, row_number() OVER (ORDER BY chosen_at, rowid) AS serial FROM team_choices) AS counted
WHERE team_choices.rowid = counted.row;

ALTER TABLE area_synonyms ADD COLUMN serial BIGINT;
UPDATE area_synonyms SET serial = counted.serial
FROM (SELECT rowid AS row, row_number() OVER (ORDER BY confirmed_at, rowid) AS serial FROM area_synonyms) AS counted
WHERE area_synonyms.rowid = counted.row;

ALTER TABLE reason_areas ADD COLUMN serial BIGINT;
UPDATE reason_areas SET serial = counted.serial
FROM (SELECT rowid AS row, row_number() OVER (ORDER BY given_at, rowid) AS serial FROM reason_areas) AS counted
WHERE reason_areas.rowid = counted.row;

ALTER TABLE mappings ADD COLUMN serial BIGINT;
UPDATE mappings SET serial = counted.serial
FROM (SELECT rowid AS row, row_number() OVER (ORDER BY confirmed_at, rowid) AS serial FROM mappings) AS counted
WHERE mappings.rowid = counted.row;

ALTER TABLE text_templates ADD COLUMN serial BIGINT;
UPDATE text_templates SET serial = counted.serial
FROM (SELECT rowid AS row, row_number() OVER (ORDER BY kept_at, rowid) AS serial FROM text_templates) AS counted
WHERE text_templates.rowid = counted.row;

ALTER TABLE documents ADD COLUMN serial BIGINT;
UPDATE documents SET serial = counted.serial
FROM (SELECT rowid AS row, row_number() OVER (ORDER BY made_at, rowid) AS serial FROM documents) AS counted
WHERE documents.rowid = counted.row;

ALTER TABLE visit_answers ADD COLUMN serial BIGINT;
UPDATE visit_answers SET serial = counted.serial
FROM (SELECT rowid AS row, row_number() OVER (ORDER BY answered_at, rowid) AS serial FROM visit_answers) AS counted
WHERE visit_answers.rowid = counted.row;

ALTER TABLE briefings ADD COLUMN serial BIGINT;
UPDATE briefings SET serial = counted.serial
FROM (SELECT rowid AS row, row_number() OVER (ORDER BY made_at, rowid) AS serial FROM briefings) AS counted
WHERE briefings.rowid = counted.row;

ALTER TABLE load_jobs ADD COLUMN serial BIGINT;
UPDATE load_jobs SET serial = counted.serial
FROM (SELECT rowid AS row, row_number() OVER (ORDER BY asked_at, rowid) AS serial FROM load_jobs) AS counted
WHERE load_jobs.rowid = counted.row;

ALTER TABLE loads ADD COLUMN serial BIGINT;
UPDATE loads SET serial = counted.serial
FROM (SELECT rowid AS row, row_number() OVER (ORDER BY loaded_at, rowid) AS serial FROM loads) AS counted
WHERE loads.rowid = counted.row;
