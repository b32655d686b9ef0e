"""The command `weaviate-orm`."""
