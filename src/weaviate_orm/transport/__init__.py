"""The way to a server: typed calls go in, their replies come out. Nothing else does I/O."""
