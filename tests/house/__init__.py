"""The house seen from outside: its figures beside those of models, and a picture of its imports."""
