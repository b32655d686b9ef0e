"""Weaviate's data types: one module for each family, and what is the same for all."""
