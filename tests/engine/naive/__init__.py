"""What the engine should answer, found by looking at every object: written apart from it."""
