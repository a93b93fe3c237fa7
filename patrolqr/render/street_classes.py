"""Classes of streets: which are main ones, and how wide each is drawn, on paper and on screen."""

STREET_MM = {
    "motorway": 1.1,
    "trunk": 1.0,
    "primary": 0.95,
    "secondary": 0.8,
    "tertiary": 0.65,
    "residential": 0.45,
    "service": 0.25,
    "path": 0.2,
}
"""Width of a street's line by its class; an unknown class is drawn like a residential street."""

MAIN = ("motorway", "trunk", "primary", "secondary", "tertiary")
