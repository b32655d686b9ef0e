"""The documentation of the Python that runs this, in Weaviate: ``python -m examples.pydocs``."""
