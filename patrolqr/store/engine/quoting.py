"""Texts within a statement, where they cannot be bound: the name of a file to attach, an address."""


def quoted(text: object) -> str:
    """Return the text as SQL writes it."""
    return "'" + str(text).replace("'", "''") + "'"
