"""News fragments have a kind, and are sentences."""

from __future__ import annotations

import re

import pytest

from tests.docs.pages import ROOT

FOLDER = ROOT / "changelog.d"
KINDS = set(re.findall(r"^\| `(\w+)` \|", (FOLDER / "README.md").read_text(), re.MULTILINE))


@pytest.mark.parametrize("name", [p.name for p in FOLDER.iterdir() if p.name != "README.md"])
def test_a_fragment(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8").strip()
    assert re.fullmatch(r"[\w-]+\.(\w+)\.md", name)
    assert name.split(".")[1] in KINDS
    assert text.endswith(".")
    assert not text.startswith("#")
