"""Modules: what makes vectors, texts and ranks. They know texts and vectors, not requests."""
