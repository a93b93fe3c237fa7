-- grain: one row (at most one): the name that the person at this computer gave
-- key: person
SELECT value AS person FROM about WHERE name = $computer;
