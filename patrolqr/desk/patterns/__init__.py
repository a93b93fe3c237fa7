"""The Patterns page: cards, the budget of them, and what was looked at."""
