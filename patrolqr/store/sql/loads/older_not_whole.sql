-- grain: one row per stretch that an older publication covers: the month stays as the newer one has it
-- key: load_id, force, kind, first_day
UPDATE covered SET whole = FALSE WHERE load_id = $load_id::UUID;
