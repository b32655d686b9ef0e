"""Writes: what is given is validated as a whole, then stored, then taken into memory."""
