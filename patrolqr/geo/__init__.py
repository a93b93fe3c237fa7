"""The one home of shapely and pyproj: squares, projection, covering, outlines."""
