"""The desk's map, useful without tiles and without internet."""
