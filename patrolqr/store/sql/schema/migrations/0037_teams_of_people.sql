-- grain: one row per table below: which teams its person sees
-- ids of teams; NULL is all of them, as before

ALTER TABLE accounts ADD COLUMN teams VARCHAR[];
-- as it was when they signed in: a change ends what they are signed in with
ALTER TABLE desk_sessions ADD COLUMN teams VARCHAR[];
