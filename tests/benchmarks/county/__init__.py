"""What the county costs: publishing a month, and the page over all forces."""
