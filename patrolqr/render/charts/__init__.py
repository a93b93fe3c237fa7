"""Charts for meetings → CHARTS."""
