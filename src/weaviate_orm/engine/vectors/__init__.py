"""Vectors: how they are stored, compared and ranked. Knows slots, not objects or requests."""
