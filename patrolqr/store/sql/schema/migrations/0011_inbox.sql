-- grain: one row per table below: what is decided each morning about what came in

-- one row per version of a rule that brings reasons into a team's inbox; the newest counts. team_id '' is every team's
-- that has none of its own. kinds, types: empty types are all of them; hours: before the shift begins, NULL is for ever.
CREATE TABLE inbox_rules (
    team_id VARCHAR, rule_id VARCHAR, version INTEGER, name VARCHAR, kinds VARCHAR[], types VARCHAR[], hours INTEGER,
    is_on BOOLEAN, kept_by VARCHAR, kept_at TIMESTAMPTZ
);

INSERT INTO inbox_rules (team_id, rule_id, version, name, kinds, types, hours, is_on, kept_by, kept_at)
VALUES
    (
        '', '1-burglary-asb', 1, 'Burglary and ASB of the last 72 h', ['call', 'incident'],
        ['Burglary', 'Anti-social behaviour'], 72, TRUE, 'PatrolQR', make_timestamptz(0)
    ),
    ('', '2-calls', 1, 'All calls of the last 24 h', ['call'], [], 24, TRUE, 'PatrolQR', make_timestamptz(0)),
    (
        '', '3-intelligence', 1, 'All intelligence of the last 7 days', ['intelligence'], [], 168, TRUE, 'PatrolQR',
        make_timestamptz(0)
    ),
    ('', '4-priorities', 1, 'Standing priorities', ['priority', 'concern'], [], NULL, TRUE, 'PatrolQR', make_timestamptz(0));

-- one row per decision about a reason for a duty (team, patrol day, shift); the newest version counts, an empty decision
-- was taken back. begins_at is when the duty begins; made_pick says that this decision picked the patrol area.
CREATE TABLE reason_decisions (
    team_id VARCHAR, patrol_day DATE, shift VARCHAR, begins_at TIMESTAMPTZ, reason_id UUID, version INTEGER,
    decision VARCHAR, why VARCHAR, partner VARCHAR, merged_into UUID, area_id UUID, made_pick BOOLEAN,
    decided_by VARCHAR, decided_at TIMESTAMPTZ
);

-- one row per patrol area that somebody gave to a reason without a place; the newest counts
CREATE TABLE reason_areas (reason_id UUID, area_id UUID, given_by VARCHAR, given_at TIMESTAMPTZ);

-- one row per version of a standing priority of a team (issue, action, review date); the newest counts
CREATE TABLE priorities (
    priority_id UUID, version INTEGER, team_id VARCHAR, issue VARCHAR, action VARCHAR, review_day DATE, area_id UUID,
    is_closed BOOLEAN, kept_by VARCHAR, kept_at TIMESTAMPTZ
);

-- one row per version of the commander's strategy for a duty; the newest counts, an empty text was taken back
CREATE TABLE strategies (
    team_id VARCHAR, patrol_day DATE, shift VARCHAR, version INTEGER, text VARCHAR, written_by VARCHAR, written_at TIMESTAMPTZ
);
