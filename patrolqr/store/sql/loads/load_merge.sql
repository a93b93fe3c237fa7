-- grain: one row per row of a later batch; a Crime ID that an earlier batch of the file had keeps its place and outcome
-- key: line
SELECT
    batch.* REPLACE (
        if(earlier.stage > outcome_stage(batch.outcome), earlier.outcome, batch.outcome) AS outcome,
        if(keeps_place, earlier.longitude, batch.longitude) AS longitude,
        if(keeps_place, earlier.latitude, batch.latitude) AS latitude,
        if(keeps_place, earlier.street, batch.street) AS street,
        if(keeps_place, earlier.small_area_id, batch.small_area_id) AS small_area_id,
        if(keeps_place, earlier.small_area_name, batch.small_area_name) AS small_area_name
    )
FROM (
    SELECT batch.*, batch.longitude IS NULL AND earlier.longitude IS NOT NULL AS keeps_place, earlier
    FROM batch
    LEFT JOIN (
        SELECT
            incident_id, longitude, latitude, street, small_area_id, small_area_name, outcome,
            outcome_stage(outcome) AS stage
        FROM incidents
        WHERE load_id = $load_id::UUID AND reference IS NOT NULL AND NOT superseded
    ) AS earlier ON earlier.incident_id = batch.incident_id::UUID
) AS batch;
