"""Strips that come back from the street: how one is laid out, found in a picture and read."""
