"""The page of the return: a month or quarter as a force reports it."""
