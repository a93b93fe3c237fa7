"""The officers' pages, a file each."""
