"""Query sets: immutable descriptions of what is wanted, compiled to calls when they run."""
