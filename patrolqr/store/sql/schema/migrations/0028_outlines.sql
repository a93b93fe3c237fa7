-- grain: one row per version of a patrol area: the counting squares whose incidents are its own, none for the one it was picked as
ALTER TABLE patrol_areas ADD COLUMN squares VARCHAR[];
