"""Filters: read from either door, checked against the schema, resolved to slots by indexes."""
