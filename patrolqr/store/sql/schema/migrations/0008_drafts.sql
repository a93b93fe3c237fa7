-- grain: one row per table below: what a sergeant has written and not saved yet

-- one row per person and duty (team, patrol day, shift): the draft as it stands, JSON; serial counts its changes;
-- made_from is the version it was begun from. Empty content: there is none any more.
CREATE TABLE briefing_drafts (
    team_id VARCHAR, patrol_day DATE, shift VARCHAR, person VARCHAR, content VARCHAR, made_from INTEGER,
    serial BIGINT, changed_at TIMESTAMPTZ
);
