"""The reference says what the docstrings say."""

from __future__ import annotations

import pytest

from tools.build_reference import FOLDER, origins, prose, written


@pytest.mark.parametrize("name", written())
def test_a_page_is_up_to_date(name: str) -> None:
    found = (FOLDER / name).read_text(encoding="utf-8")
    assert found == written()[name], "Run: make generate"


def test_every_public_name_has_an_entry() -> None:
    index = written()["README.md"]
    for name in origins():
        assert f"`{name}`" in index


def test_docstrings_become_markdown() -> None:
    doc = """Do it.

    Args:
        first: What ``x``
            is.
        second: More.

    Raises:
        NotFound: It is not there.
    """
    assert prose(doc) == (
        "Do it.\n\n*Args*\n\n- `first`: What `x`\n  is.\n- `second`: More.\n\n"
        "*Raises*\n\n- `NotFound`: It is not there."
    )
