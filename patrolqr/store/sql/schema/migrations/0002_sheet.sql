-- grain: one row per table below: who goes where, who was briefed, what was missed, and texts kept for another day

ALTER TABLE taskings ADD COLUMN call_signs VARCHAR[];

-- minutes each call sign has free in this shift, as JSON: {"AB12": 120}
ALTER TABLE briefings ADD COLUMN crews VARCHAR;

-- one row per person a sergeant ticked as briefed; present is false where the tick was taken back
CREATE TABLE attendance (patrol_day DATE, shift VARCHAR, briefing_id UUID, name VARCHAR, present BOOLEAN, ticked_at TIMESTAMPTZ);

-- one row per reason given for a patrol area that was not visited, or not in full; the newest counts
CREATE TABLE missed_reasons (patrol_day DATE, shift VARCHAR, area_id UUID, reason VARCHAR, given_at TIMESTAMPTZ);

-- one row per named text kept for another day; the newest of a name counts, and an empty content means it was dropped
CREATE TABLE text_templates (name VARCHAR, content VARCHAR, kept_at TIMESTAMPTZ);
