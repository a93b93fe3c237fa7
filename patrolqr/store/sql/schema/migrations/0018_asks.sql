-- grain: one row per tasking, as before: how its ask is answered, and the options of a list
-- Empty where an earlier version asked: those asks are answered in words.
ALTER TABLE taskings ADD COLUMN ask_kind VARCHAR;
ALTER TABLE taskings ADD COLUMN ask_options VARCHAR[];
