"""Texts: how they are folded and cut into tokens, and what dates, numbers and ids in them mean."""
