-- grain: one row per table below: teams, who works in which, and whose duty each row belongs to

-- one row per version of a team; the newest counts. neighbourhoods: ids, empty is the whole force;
-- shifts: JSON, [{"name": "Late", "starts": "14:00", "ends": "02:00"}]
CREATE TABLE teams (
    team_id VARCHAR, name VARCHAR, neighbourhoods VARCHAR[], shifts VARCHAR, marking VARCHAR, retired BOOLEAN,
    kept_by VARCHAR, kept_at TIMESTAMPTZ
);

-- one row per choice of "my team"; the newest of a person counts
CREATE TABLE team_choices (person VARCHAR, team_id VARCHAR, chosen_at TIMESTAMPTZ);

ALTER TABLE picks ADD COLUMN team_id VARCHAR;
ALTER TABLE attendance ADD COLUMN team_id VARCHAR;
ALTER TABLE missed_reasons ADD COLUMN team_id VARCHAR;
ALTER TABLE patrol_logs ADD COLUMN team_id VARCHAR;

-- a sheet keeps the hours its shift had: a team may change them later
ALTER TABLE briefings ADD COLUMN team_id VARCHAR;
ALTER TABLE briefings ADD COLUMN shift_starts TIME;
ALTER TABLE briefings ADD COLUMN shift_ends TIME;

-- what was there before belonged to one team, under the name on its newest sheet
INSERT INTO teams (team_id, name, neighbourhoods, shifts, marking, retired, kept_by, kept_at)
SELECT
    coalesce(nullif(trim(regexp_replace(lower(name), '[^a-z0-9]+', '-', 'g'), '-'), ''), 'team'), name, [],
    '[{"name": "Early", "starts": "07:00", "ends": "17:00"}, {"name": "Late", "starts": "14:00", "ends": "02:00"}, '
    || '{"name": "Night", "starts": "21:00", "ends": "06:00"}]',
    '', false, '', make_timestamptz(0)
FROM (
    SELECT coalesce(arg_max(team, made_at) FILTER (trim(team) <> ''), 'Local policing team') AS name
    FROM briefings
);

UPDATE picks SET team_id = (SELECT team_id FROM teams);
UPDATE attendance SET team_id = (SELECT team_id FROM teams);
UPDATE missed_reasons SET team_id = (SELECT team_id FROM teams);
UPDATE patrol_logs SET team_id = (SELECT team_id FROM teams);
UPDATE briefings
SET
    team_id = (SELECT team_id FROM teams),
    shift_starts = CASE shift WHEN 'Early' THEN TIME '07:00' WHEN 'Late' THEN TIME '14:00' ELSE TIME '21:00' END,
    shift_ends = CASE shift WHEN 'Early' THEN TIME '17:00' WHEN 'Late' THEN TIME '02:00' ELSE TIME '06:00' END;
