"""Operations of several steps, written once, and what runs them for sync and async callers."""
