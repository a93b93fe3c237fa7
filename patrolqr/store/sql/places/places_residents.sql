-- grain: one row per loaded area whose residents a population table tells otherwise
-- key: place_id
UPDATE places SET residents = batch.residents
FROM batch
WHERE places.place_id = batch.place_id AND places.residents IS DISTINCT FROM batch.residents;
