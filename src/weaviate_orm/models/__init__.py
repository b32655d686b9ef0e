"""Models, their fields and their expressions. They know nothing of queries or of I/O."""
