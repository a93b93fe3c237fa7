-- grain: one row per tasking of each version of a briefing: what was asked, what was done, and how much of that was given
-- key: tasking_id
-- Given is never more than was asked; the rest is more than asked. superseded_at is NULL on the newest sheet.
CREATE OR REPLACE VIEW given AS
SELECT
    briefings.team_id, briefings.patrol_day, briefings.shift, briefings.briefing_id, briefings.superseded_at,
    taskings.tasking_id, taskings.number, taskings.area_id, taskings.area_version, taskings.ask,
    taskings.window_starts, taskings.window_ends,
    taskings.visits AS patrols_asked,
    taskings.visits * taskings.minutes AS minutes_asked,
    coalesce(done.patrols, 0) AS patrols,
    done.minutes,
    done.officer_minutes,
    given_of(done.patrols, taskings.visits) AS patrols_given,
    given_of(done.minutes, taskings.visits * taskings.minutes) AS minutes_given,
    beyond(done.patrols, taskings.visits) AS patrols_more,
    beyond(done.minutes, taskings.visits * taskings.minutes) AS minutes_more,
    coalesce(done.logs, 0) AS logs,
    coalesce(done.codes_read, 0) AS codes_read,
    coalesce(done.logs_capped, 0) AS logs_capped,
    coalesce(done.engagements, 0) AS engagements,
    coalesce(done.stop_searches, 0) AS stop_searches,
    coalesce(done.arrests, 0) AS arrests,
    coalesce(done.actions, 0) AS actions
FROM taskings
JOIN dated_briefings AS briefings USING (briefing_id)
LEFT JOIN done ON done.team_id = briefings.team_id AND done.patrol_day = briefings.patrol_day
    AND done.shift = briefings.shift AND done.area_id = taskings.area_id;
