"""The Python blocks of README and docs, as modules whose lines are those of the page.

A block that is fenced as ``python notest`` is left out. What a block prints may stand in it: each
line after ``# ->``, in order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]

_BLOCK = re.compile(r"^( *)```python *\n(.*?)^\1```", re.MULTILINE | re.DOTALL)
_PRINTED = re.compile(r"^ *# -> ?(.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """One fenced block."""

    line: int
    """Of its first line in the page, from 1."""
    code: str

    @property
    def printed(self) -> list[str]:
        return _PRINTED.findall(self.code)


@dataclass(frozen=True)
class Page:
    path: Path

    @property
    def name(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    @property
    def module(self) -> str:
        return "page_" + re.sub(r"\W", "_", self.name.removesuffix(".md").lower())

    def blocks(self) -> list[Block]:
        text = self.path.read_text(encoding="utf-8")
        return [
            Block(text.count("\n", 0, found.start(2)) + 1, dedent(found[2]))
            for found in _BLOCK.finditer(text)
        ]

    def source(self) -> str:
        """All blocks as one module, each at its own lines."""
        lines: list[str] = []
        for block in self.blocks():
            lines += [""] * (block.line - 1 - len(lines))
            lines += block.code.splitlines()
        return "\n".join(lines) + "\n"


def pages() -> list[Page]:
    """Those with anything to run."""
    return [page for path in PAGES if (page := Page(path)).blocks()]
