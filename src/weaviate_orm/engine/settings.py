"""What a server reads from its environment: limits and defaults."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

VERSION = "1.39.0"
"""The Weaviate that the engine answers like."""
MESSAGE_BYTES = 104_858_000
"""Largest gRPC message."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Defaults are those of a server started without any variable set."""

    default_limit: int = 10
    """Rows of a list or search that names no limit."""
    maximum_results: int = 10_000
    """Largest offset + limit, and most objects of a delete by filter."""
    hybrid_results: int = 100
    """Least depth of a leg of a hybrid search."""
    reference_depth: int = 5
    """Objects along a path of references, the queried one counted."""
    auto_schema: bool = True
    default_vectorizer: str = "none"
    origin: str = ""
    """Put before the `href` of references."""
    backup_folder: Path | None = None
    """Where backups go; None = `backups` in the engine's folder, or a temporary folder."""
    hostname: str = "http://[::]:8080"
    """Shown on the meta page."""
