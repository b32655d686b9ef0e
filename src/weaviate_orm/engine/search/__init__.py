"""Searches: requests read, run and ranked."""
