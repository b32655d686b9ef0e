"""Collections: their documents, defaults, rules and changes."""
