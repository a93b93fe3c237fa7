-- grain: one row per patrol: the connected stay of one or more officers in an area within one duty
-- key: team_id, patrol_day, shift, area_id, patrol
-- minutes (patrol-minutes): the union of its logs' times, which is from the first arriving to the last leaving; NULL where
-- nobody said when they left.
-- officer_minutes: the minutes of all its logs, those that one officer tells twice once, or, where that is more, of the log that told of most officers: who says
-- "two of us" counts for two whether or not the other one logs too, and nobody counts twice. Where that is more still, the
-- minutes of every officer who wrote or is named.
CREATE OR REPLACE VIEW patrols AS
SELECT
    team_id, patrol_day, shift, area_id, patrol,
    count(*) AS logs,
    make_timestamptz(min(came_s) * 1000000) AS started_at,
    make_timestamptz(max(over_s) * 1000000) AS ended_at,
    if(count(went_s) = 0, NULL, (max(over_s) - min(came_s)) // 60)::BIGINT AS minutes,
    -- sum and max leave out what is unknown; greatest() does too, and is unknown only where all is
    (greatest(sum(went_s - came_s - again_s), max((went_s - came_s) * officers), sum(went_s - came_s + extra_s))::BIGINT // 60)::BIGINT AS officer_minutes,
    bool_or(capped) AS capped
FROM stays
GROUP BY team_id, patrol_day, shift, area_id, patrol;
