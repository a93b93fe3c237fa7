"""The one home of shapely and pyproj: squares, projection, shapes, covering, nearness, outlines, picture."""
