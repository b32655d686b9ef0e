"""Aggregation: figures over the values of properties, as a whole or group by group."""
