-- grain: one row per call: the counting square of a place in metres (EPSG:27700), as geo/squares names it
-- The 250 metres are geo/squares.CELL_METRES; a test holds these to what Python says.

-- the how-maniest square from the grid's origin, eastwards or northwards
CREATE OR REPLACE MACRO square_number(metres) AS floor(metres / 250)::INTEGER;
CREATE OR REPLACE MACRO square_metres(number) AS number * 250;

-- NULL where the place is not known
CREATE OR REPLACE MACRO square_name(x, y) AS 'E' || square_metres(x) || 'N' || square_metres(y);
CREATE OR REPLACE MACRO square_at(easting, northing) AS square_name(square_number(easting), square_number(northing));
