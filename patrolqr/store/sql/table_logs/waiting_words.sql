-- grain: one row per word for an area that no patrol area is known by, with the rows that wait for it
-- key: area
SELECT area, count(*) AS rows, max(file_name) AS file_name
FROM waiting_rows
WHERE area <> ''
GROUP BY area
ORDER BY rows DESC, area;
