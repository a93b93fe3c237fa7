-- grain: one row: whether an account was ever made; ended ones count, or ending the last would open the desk
-- key: are_kept
SELECT count(*) > 0 AS are_kept FROM accounts;
