"""The page of stop-searches: what was looked for and found, whom it concerned, how complete it is."""
