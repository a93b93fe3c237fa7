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

-- the south-west corner that a name says; NULL of what is no square's
CREATE OR REPLACE MACRO square_west(cell) AS try_cast(regexp_extract(cell, '^E(-?\d+)N-?\d+(x\d+)?$', 1) AS INTEGER);
CREATE OR REPLACE MACRO square_south(cell) AS try_cast(regexp_extract(cell, '^E-?\d+N(-?\d+)(x\d+)?$', 1) AS INTEGER);

-- the square of 250 m that holds a square's middle: itself where it is one, or is no square
CREATE OR REPLACE MACRO square_around(cell) AS coalesce(
    square_at(square_west(cell) + square_side(cell) / 2, square_south(cell) + square_side(cell) / 2),
    cell
);

-- the squares of a side that share ground with one that lies there and is so wide
CREATE OR REPLACE MACRO squares_over(west, south, wide, side := 250) AS flatten([
    [
        square_name(eastwards, northwards, side := side)
        FOR northwards IN range(square_number(south, side := side), square_number(south + wide - 1, side := side) + 1)
    ]
    FOR eastwards IN range(square_number(west, side := side), square_number(west + wide - 1, side := side) + 1)
]);

-- every square that shares ground with a square, of whichever side, itself among them; of what is no square only that
CREATE OR REPLACE MACRO squares_touching(cell) AS if(
    square_west(cell) IS NULL,
    [cell],
    squares_over(square_west(cell), square_south(cell), square_side(cell))
    || squares_over(square_west(cell), square_south(cell), square_side(cell), side := 150)
);
