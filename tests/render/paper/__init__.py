"""Strips drawn, filled in, worn, photographed and read again."""
