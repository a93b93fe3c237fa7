-- grain: one row per version of a briefing, as before: the first characters of the audit trail's head when it was drawn up
-- Empty where an earlier version drew it up: those sheets have none on their foot.
ALTER TABLE briefings ADD COLUMN audit_head VARCHAR;
