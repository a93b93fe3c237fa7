-- grain: one row per version of a patrol area, with its outline as edges and the middle of its corners, in degrees
CREATE OR REPLACE VIEW area_outlines AS
WITH drawn AS (
    SELECT
        area_id, version,
        CASE geometry ->> '$.type'
            WHEN 'MultiPolygon' THEN flatten(from_json(geometry -> '$.coordinates', '[[[["DOUBLE"]]]]'))
            WHEN 'Polygon' THEN from_json(geometry -> '$.coordinates', '[[["DOUBLE"]]]')
        END AS rings
    FROM patrol_areas
), edged AS (
    SELECT
        area_id, version,
        flatten(
            list_transform(
                rings,
                lambda ring: list_transform(
                    range(1, len(ring)),
                    lambda i: {'ax': ring[i][1], 'ay': ring[i][2], 'ux': ring[i + 1][1], 'uy': ring[i + 1][2]}
                )
            )
        ) AS edges
    FROM drawn
)
SELECT
    *,
    list_avg(list_transform(edges, lambda e: e.ax)) AS middle_lng,
    list_avg(list_transform(edges, lambda e: e.ay)) AS middle_lat
FROM edged;
