-- grain: one row per row of the demo town's frames, which are registered as town_ and the table's name
INSERT INTO loads BY NAME SELECT * FROM town_loads;
INSERT INTO places BY NAME SELECT * FROM town_places;
INSERT INTO streets BY NAME SELECT * FROM town_streets;
INSERT INTO incidents BY NAME SELECT * FROM town_incidents;
INSERT INTO reasons BY NAME SELECT * FROM town_reasons;
INSERT INTO patrol_areas BY NAME SELECT * FROM town_patrol_areas;
INSERT INTO picks BY NAME SELECT * FROM town_picks;
INSERT INTO briefings BY NAME SELECT * FROM town_briefings;
INSERT INTO taskings BY NAME SELECT * FROM town_taskings;
INSERT INTO passes BY NAME SELECT * FROM town_passes;
INSERT INTO patrol_logs BY NAME SELECT * FROM town_patrol_logs;
INSERT INTO missed_reasons BY NAME SELECT * FROM town_missed_reasons;
INSERT INTO log_stop_searches BY NAME SELECT * FROM town_log_stop_searches;
INSERT INTO log_arrests BY NAME SELECT * FROM town_log_arrests;
INSERT INTO log_engagements BY NAME SELECT * FROM town_log_engagements;
INSERT INTO log_reviews BY NAME SELECT * FROM town_log_reviews;
INSERT INTO about VALUES ('kind', 'demo'), ('name', 'Ashbrook');
