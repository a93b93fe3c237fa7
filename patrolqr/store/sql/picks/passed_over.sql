-- grain: one row per square that was looked at and not picked for this duty, and why: its newest decision
-- key: cell
-- Taken out of the picks without a why is no answer to "why not".
WITH decided AS (
    SELECT coalesce(picks.cell, areas.cell) AS cell, decision, why, decided_by, decided_at
    FROM picks
    LEFT JOIN current_areas AS areas ON areas.area_id = picks.area_id
    WHERE team_id = $team_id AND patrol_day = $patrol_day AND shift = $shift
    QUALIFY row_number() OVER (PARTITION BY coalesce(picks.cell, areas.cell) ORDER BY serial DESC) = 1
)

SELECT cell, why, decided_by, epoch_us(decided_at) AS decided_us
FROM decided
WHERE decision = 'not_picked' AND why <> '' AND cell IS NOT NULL
ORDER BY cell;
