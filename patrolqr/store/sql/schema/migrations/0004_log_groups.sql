-- grain: one row per table below: details of what was done during a visit, and what sergeants decided about logs

-- one row per stop-search, arrest or engagement detailed in one version of a patrol log; typed columns are added from
-- form.GROUPS when the store opens. entry_id is the same in every version of the log.
CREATE TABLE log_stop_searches (log_id UUID, version INTEGER, entry_id UUID, number INTEGER);
CREATE TABLE log_arrests (log_id UUID, version INTEGER, entry_id UUID, number INTEGER);
CREATE TABLE log_engagements (log_id UUID, version INTEGER, entry_id UUID, number INTEGER);

-- one row per decision about one version of a patrol log (query or approved); the newest counts, none means received
CREATE TABLE log_reviews (
    review_id UUID, log_id UUID, version INTEGER, state VARCHAR, remark VARCHAR, decided_by VARCHAR, decided_at TIMESTAMPTZ
);
