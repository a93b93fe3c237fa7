"""Plain Python, no third party: what everybody may know."""
