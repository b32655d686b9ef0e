"""An object mapper for the Weaviate vector database."""
