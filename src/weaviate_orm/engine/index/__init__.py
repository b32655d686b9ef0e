"""Indexes that a shard keeps beside its records, each built when it is first asked for."""
