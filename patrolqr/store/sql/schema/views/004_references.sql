-- grain: one row per call: a reference as it is compared with others
-- 26/ 1234 and 26/1234 are one.
CREATE OR REPLACE MACRO plain_reference(reference) AS upper(regexp_replace(reference, '[^0-9A-Za-z]', '', 'g'));
