"""Pieces of the Ledger page."""
