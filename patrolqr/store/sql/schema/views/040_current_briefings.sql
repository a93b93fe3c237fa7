-- grain: one row per version of a briefing, with the moment a newer one superseded it
CREATE OR REPLACE VIEW dated_briefings AS
SELECT
    briefings.*,
    lead(made_at) OVER (PARTITION BY team_id, patrol_day, shift ORDER BY version) AS superseded_at
FROM briefings;
