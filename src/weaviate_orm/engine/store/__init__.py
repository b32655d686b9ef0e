"""Objects as they are kept: records, slots, shards, the file."""
