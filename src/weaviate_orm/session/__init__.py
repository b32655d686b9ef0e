"""The unit of work: what was added, changed and deleted, sent in batches."""
