-- grain: one row per stop-search that a load brought, which is taken back
-- key: search_id
DELETE FROM force_stop_searches WHERE load_id = $load_id::UUID;
