-- grain: one row per row of a table that whoever is limited to some teams may see: each view stands in the table's place
-- key: as its table has it
-- Made beside the database, in memory, where somebody who is limited asks first; their statements find these names, and the
-- views of schema/views made anew over them, and nothing else. {whole} is the database. A table without a line here cannot be
-- read by them at all.
-- What is of no team ("Team unknown") they do not see: it may be any team's.

-- the teams are the connection's; where none are set nothing is seen
-- (no coalesce() around it: that takes six times as long)
CREATE MACRO may_see(team) AS list_contains(getvariable('own_teams'), team);
-- of several teams at once, ids with commas: where all of them may be seen; none named is all teams
CREATE MACRO may_see_all(teams) AS
    teams <> '' AND list_has_all(getvariable('own_teams'), string_split(teams, ','));

-- a team's own work
CREATE VIEW teams AS FROM {whole}.teams WHERE may_see(team_id);
CREATE VIEW team_choices AS FROM {whole}.team_choices WHERE may_see(team_id);
CREATE VIEW briefings AS FROM {whole}.briefings WHERE may_see(team_id);
CREATE VIEW briefing_drafts AS FROM {whole}.briefing_drafts WHERE may_see(team_id);
CREATE VIEW picks AS FROM {whole}.picks WHERE may_see(team_id);
CREATE VIEW coin_tosses AS FROM {whole}.coin_tosses WHERE may_see(team_id);
CREATE VIEW strategies AS FROM {whole}.strategies WHERE may_see(team_id);
CREATE VIEW priorities AS FROM {whole}.priorities WHERE may_see(team_id);
CREATE VIEW reason_decisions AS FROM {whole}.reason_decisions WHERE may_see(team_id);
CREATE VIEW attendance AS FROM {whole}.attendance WHERE may_see(team_id);
CREATE VIEW missed_reasons AS FROM {whole}.missed_reasons WHERE may_see(team_id);
CREATE VIEW handovers AS FROM {whole}.handovers WHERE may_see(team_id);
CREATE VIEW pairing_sheets AS FROM {whole}.pairing_sheets WHERE may_see(team_id);
CREATE VIEW patrol_logs AS FROM {whole}.patrol_logs WHERE may_see(team_id);
-- a rule of no team holds for every one that has none of its own
CREATE VIEW inbox_rules AS FROM {whole}.inbox_rules WHERE team_id = '' OR may_see(team_id);

-- what hangs on a sheet
CREATE VIEW documents AS FROM {whole}.documents WHERE briefing_id IN (SELECT briefing_id FROM briefings);
CREATE VIEW taskings AS FROM {whole}.taskings WHERE briefing_id IN (SELECT briefing_id FROM briefings);
CREATE VIEW passes AS FROM {whole}.passes WHERE tasking_id IN (SELECT tasking_id FROM taskings);
CREATE VIEW taken_back AS FROM {whole}.taken_back WHERE pass_id IN (SELECT pass_id FROM passes);
CREATE VIEW unclaimed_logs AS FROM {whole}.unclaimed_logs WHERE pass_id IN (SELECT pass_id FROM passes);

-- what hangs on a log
CREATE VIEW log_actions AS FROM {whole}.log_actions WHERE log_id IN (SELECT log_id FROM patrol_logs);
CREATE VIEW log_arrests AS FROM {whole}.log_arrests WHERE log_id IN (SELECT log_id FROM patrol_logs);
CREATE VIEW log_engagements AS FROM {whole}.log_engagements WHERE log_id IN (SELECT log_id FROM patrol_logs);
CREATE VIEW log_stop_searches AS FROM {whole}.log_stop_searches WHERE log_id IN (SELECT log_id FROM patrol_logs);
CREATE VIEW log_reviews AS FROM {whole}.log_reviews WHERE log_id IN (SELECT log_id FROM patrol_logs);
CREATE VIEW promises_kept AS FROM {whole}.promises_kept WHERE log_id IN (SELECT log_id FROM patrol_logs);
CREATE VIEW visit_answers AS FROM {whole}.visit_answers WHERE log_id IN (SELECT log_id FROM patrol_logs);
CREATE VIEW table_rows AS FROM {whole}.table_rows WHERE log_id IN (SELECT log_id FROM patrol_logs);

-- what is told of several teams at once: a pack was frozen whole, and cannot be opened in part
CREATE VIEW packs AS FROM {whole}.packs WHERE may_see_all(teams);
CREATE VIEW meeting_entries AS FROM {whole}.meeting_entries WHERE may_see_all(teams);

-- rows of files: those of logs hold what officers wrote, of whichever team
CREATE VIEW quarantine AS FROM {whole}.quarantine
WHERE load_id IN (SELECT load_id FROM {whole}.loads WHERE kind NOT IN ('patrol_logs', 'phone_queue'));

-- done over all teams, by those who see all: who may use the desk, what is kept and what goes
CREATE VIEW accounts AS FROM {whole}.accounts WHERE FALSE;
CREATE VIEW passkeys AS FROM {whole}.passkeys WHERE FALSE;
CREATE VIEW desk_sessions AS FROM {whole}.desk_sessions WHERE FALSE;
CREATE VIEW refused_attempts AS FROM {whole}.refused_attempts WHERE FALSE;
CREATE VIEW redactions AS FROM {whole}.redactions WHERE FALSE;
CREATE VIEW redacted_texts AS FROM {whole}.redacted_texts WHERE FALSE;
CREATE VIEW holds AS FROM {whole}.holds WHERE FALSE;
CREATE VIEW disposals AS FROM {whole}.disposals WHERE FALSE;
CREATE VIEW disposal_rows AS FROM {whole}.disposal_rows WHERE FALSE;

-- the force's common ground: what happened, where, and what was found in that
CREATE VIEW incidents AS FROM {whole}.incidents;
CREATE VIEW reasons AS FROM {whole}.reasons;
CREATE VIEW reason_areas AS FROM {whole}.reason_areas;
CREATE VIEW covered AS FROM {whole}.covered;
CREATE VIEW loads AS FROM {whole}.loads;
CREATE VIEW load_jobs AS FROM {whole}.load_jobs;
CREATE VIEW mappings AS FROM {whole}.mappings;
CREATE VIEW force_stop_searches AS FROM {whole}.force_stop_searches;
CREATE VIEW county_versions AS FROM {whole}.county_versions;
CREATE VIEW patrol_areas AS FROM {whole}.patrol_areas;
CREATE VIEW area_synonyms AS FROM {whole}.area_synonyms;
CREATE VIEW places AS FROM {whole}.places;
CREATE VIEW places_before AS FROM {whole}.places_before;
CREATE VIEW streets AS FROM {whole}.streets;
CREATE VIEW streets_before AS FROM {whole}.streets_before;
CREATE VIEW masks AS FROM {whole}.masks;
CREATE VIEW patterns AS FROM {whole}.patterns;
CREATE VIEW pattern_runs AS FROM {whole}.pattern_runs;
CREATE VIEW pattern_figures AS FROM {whole}.pattern_figures;
CREATE VIEW pattern_states AS FROM {whole}.pattern_states;
CREATE VIEW pattern_budgets AS FROM {whole}.pattern_budgets;
CREATE VIEW calibrations AS FROM {whole}.calibrations;
CREATE VIEW nightly_runs AS FROM {whole}.nightly_runs;
-- and what is everybody's at a desk
CREATE VIEW about AS FROM {whole}.about;
CREATE VIEW keeping_rules AS FROM {whole}.keeping_rules;
CREATE VIEW text_templates AS FROM {whole}.text_templates;
CREATE VIEW schema_versions AS FROM {whole}.schema_versions;
-- a phone and its number are of no team: any sergeant may take a lost one away
CREATE VIEW pairings AS FROM {whole}.pairings;
CREATE VIEW collar_passkeys AS FROM {whole}.collar_passkeys;
