-- grain: one row per tasking: whether its area is walked as a round (mandatory, if time, or not) and the rounds (JSON)
ALTER TABLE taskings ADD COLUMN round_kind VARCHAR;
ALTER TABLE taskings ADD COLUMN rounds VARCHAR;
