-- grain: one row per call: the counting square of a place in metres (EPSG:27700), as geo/squares names it
-- The 250 metres are geo/squares.CELL_METRES, other sides are its SIDES; a test holds these to what Python says.

-- the how-maniest square from the grid's origin, eastwards or northwards
CREATE OR REPLACE MACRO square_number(metres, side := 250) AS floor(metres / side::INTEGER)::INTEGER;
CREATE OR REPLACE MACRO square_metres(number, side := 250) AS number * side::INTEGER;

-- NULL where the place is not known
CREATE OR REPLACE MACRO square_name(x, y, side := 250) AS
    ('E' || square_metres(x, side := side) || 'N' || square_metres(y, side := side) || if(side = 250, '', 'x' || side))::VARCHAR;
CREATE OR REPLACE MACRO square_at(easting, northing, side := 250) AS
    square_name(square_number(easting, side := side), square_number(northing, side := side), side := side);

-- the side that a name says; 250 of what is no square's
CREATE OR REPLACE MACRO square_side(cell) AS coalesce(try_cast(regexp_extract(cell, '^E-?\d+N-?\d+x(\d+)$', 1) AS INTEGER), 250);

-- the square of 250 m that holds a square's middle: itself where it is one, or is no square
CREATE OR REPLACE MACRO square_around(cell) AS coalesce(
    square_at(
        try_cast(regexp_extract(cell, '^E(-?\d+)N-?\d+(x\d+)?$', 1) AS INTEGER) + square_side(cell) / 2,
        try_cast(regexp_extract(cell, '^E-?\d+N(-?\d+)(x\d+)?$', 1) AS INTEGER) + square_side(cell) / 2
    ),
    cell
);
