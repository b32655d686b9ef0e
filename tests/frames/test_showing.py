"""How results show themselves."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import Enum
from html import unescape
from uuid import UUID

import numpy as np

from weaviate_orm import Model, Property, Vector, vector
from weaviate_orm.query.rows import Result


class Note(Model):
    text: Property[str]
    points: Property[int | None]
    embedding: Vector = vector()


def notes(number: int, text: str = "a") -> Result[Note]:
    return Result(Note(text=text, points=i or None) for i in range(number))


def test_text_is_a_line_for_each_of_the_first_rows() -> None:
    result = notes(2)
    assert repr(result) == f"Result of 2 rows\n  {result[0]!r}\n  {result[1]!r}"
    assert repr(Result()) == "Result of 0 rows"
    assert repr(Result([(1, "a")])) == "Result of 1 row\n  (1, 'a')"


def test_text_is_short() -> None:
    lines = repr(notes(1000, "long " * 100)).splitlines()
    assert lines[0] == "Result of 1000 rows"
    assert lines[-1] == "  … 990 more"
    assert len(lines) == 12
    assert max(map(len, lines)) <= 162


def test_html_is_escaped() -> None:
    page = notes(1, "<script>alert('&')</script>")._repr_html_()
    assert "<script>" not in page
    assert "&lt;script&gt;alert(&#x27;&amp;&#x27;)&lt;/script&gt;" in page
    unnamed = Result([("<i>",)])._repr_html_()
    assert "<i>" not in unnamed
    assert "&lt;i&gt;" in unnamed


class Kind(Enum):
    SHORT = "short"


class Visit(Model):
    kinds: Property[list[Kind]]
    times: Property[list[datetime]]


def test_html_has_values_as_they_are_written() -> None:
    day = datetime(2024, 5, 1, 12, tzinfo=UTC)
    visit = Visit(kinds=[Kind.SHORT], times=[day], id=UUID(int=1))
    page = unescape(Result([visit])._repr_html_())
    assert "<td>00000000-0000-0000-0000-000000000001</td>" in page
    assert "<td>['short']</td><td>['2024-05-01 12:00:00+00:00']</td>" in page


def test_html_is_small() -> None:
    result = notes(12, "long " * 100)
    for each in result:
        each.embedding = np.ones(300, np.float32)
    page = result._repr_html_()
    assert page.count("<tr>") == 11
    assert "<th>points</th>" in page
    assert "<td>float32[300]</td>" in page
    assert "<p>Result of 12 rows</p><p>… 2 more</p>" in page
    assert len(page) < 3000


def test_html_of_nothing() -> None:
    assert "Result of 0 rows" in Result[Note]()._repr_html_()
