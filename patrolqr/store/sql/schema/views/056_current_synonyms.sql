-- grain: one row per word for a patrol area, as it was confirmed last
-- key: word
CREATE OR REPLACE VIEW current_synonyms AS
SELECT * FROM area_synonyms
QUALIFY row_number() OVER (PARTITION BY word ORDER BY serial DESC) = 1;
