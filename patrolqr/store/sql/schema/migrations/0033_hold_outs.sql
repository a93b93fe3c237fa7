-- grain: one row per coin, as before
-- kind: level, it settled which of several places that chance does not tell apart; hold_out, it left out some of the
-- places that were to be patrolled, to compare days. Drawn are those that are patrolled. NULL where an earlier version kept it: level.
ALTER TABLE coin_tosses ADD COLUMN kind VARCHAR;
