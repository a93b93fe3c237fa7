"""The contract of the form: every question shows everywhere it says, also one that is new."""
