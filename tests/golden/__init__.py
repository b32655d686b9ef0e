"""Recordings of a real server, replayed on the engine."""
