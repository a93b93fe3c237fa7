-- grain: one row: the name that the person at this computer gave
-- key: name
MERGE INTO about
USING (SELECT $computer::VARCHAR AS name, $person::VARCHAR AS value) AS given
ON about.name = given.name
WHEN MATCHED THEN UPDATE SET value = given.value
WHEN NOT MATCHED THEN INSERT (name, value) VALUES (given.name, given.value);
