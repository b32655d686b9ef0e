"""The questions: each is a query set, and its rows as a table.

They take the client that is in force, by ``with connect(…):`` around them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from examples.pydocs.models import Documented, Function, Module
from weaviate_orm import Count, Hit, Max, Sum

if TYPE_CHECKING:
    from examples.pydocs.vectors import Embedder

D = TypeVar("D", bound=Documented)


@dataclass(frozen=True)
class Answer:
    """A table."""

    columns: tuple[str, ...]
    rows: Sequence[tuple[object, ...]]


Question: TypeAlias = "Callable[[Embedder], Answer]"
"""Its docstring is what a person would ask."""


def keywords(_: Embedder) -> Answer:
    """Which functions speak of regular expressions? A keyword search."""
    hits = (
        Function.objects.bm25("regular expression", properties=[Function.name, Function.summary**2])
        .with_metadata("score")
        .limit(4)
    )
    return Answer(
        ("score", "function", "summary"),
        [(hit.metadata.score, hit.object.path, hit.object.summary) for hit in hits],
    )


def meaning(embed: Embedder) -> Answer:
    """How is an email sent? A vector search."""
    (vector,) = embed(["send an email"])
    hits = Function.objects.near_vector(vector).with_metadata("distance").limit(4)
    return Answer(
        ("distance", "function", "summary"),
        [(hit.metadata.distance, hit.object.path, hit.object.summary) for hit in hits],
    )


def both(embed: Embedder) -> Answer:
    """How is a date parsed? Both together, and what the server says about each hit."""
    (vector,) = embed(["parse a date"])
    hits = (
        Function.objects.hybrid("parse a date", vector=vector, alpha=0.7)
        .with_metadata("score", "last_update_time")
        .limit(4)
    )
    return Answer(
        ("score", "stored at", "function", "summary"),
        [
            (
                hit.metadata.score,
                f"{hit.metadata.last_update_time:%X}",
                hit.object.path,
                hit.object.summary,
            )
            for hit in hits
        ],
    )


def neighbours(_: Embedder) -> Answer:
    """What is like shutil.copytree in other modules? A search by a stored object."""
    copytree = Function.objects.filter(Function.path == "shutil.copytree").one()
    similar = (
        Function.objects.near_object(copytree)
        .exclude(Function.module[Module.path] == "shutil")
        .values(Function.path, Function.summary)
        .limit(4)
    )
    return Answer(("function", "summary"), similar.all())


def relations(_: Embedder) -> Answer:
    """Which coroutines of asyncio can time out? A filter through a reference, and prefetching."""
    coroutines = (
        Function.objects.filter(
            Function.kind == "coroutine",
            Function.module[Module.package] == "asyncio",
            Function.parameters.contains_any(["timeout"]) | Function.doc.matches("timeout"),
        )
        .prefetch(Function.module, Function.owner)
        .order_by(Function.path.asc())
        .limit(4)
    )
    return Answer(
        ("module", "lines", "coroutine", "class"),
        [
            (each.module.path, each.module.lines, each.name, each.owner and each.owner.summary)
            for each in coroutines
        ],
    )


def number(_: Embedder) -> Answer:
    """How many functions take an encoding and a way to treat errors? A count."""
    take_both = Function.parameters.contains_all(["encoding", "errors"])
    count = Function.objects.filter(take_both).count()
    return Answer(("functions",), [(count,)])


def figures(_: Embedder) -> Answer:
    """Which packages are the largest? Figures by group."""
    packages = Module.objects.group_by(Module.package).aggregate(
        Sum(Module.lines), Count(), Max(Module.lines)
    )
    packages.sort(key=lambda package: package.values[0] or 0, reverse=True)
    return Answer(
        ("package", "lines", "modules", "lines of the largest"),
        [(package.key, *package.values) for package in packages[:4]],
    )


def everything(_: Embedder) -> Answer:
    """How long is it all, and what is the longest? An iteration over everything."""
    words = {
        each.path: len(each.doc.split()) for each in Function.objects.iterator(batch_size=2000)
    }
    longest = max(words, key=lambda path: words[path], default="")
    return Answer(
        ("functions", "words", "of them", "in"),
        [(len(words), sum(words.values()), words.get(longest, 0), longest)],
    )


QUESTIONS: Sequence[Question] = (
    keywords,
    meaning,
    both,
    neighbours,
    relations,
    number,
    figures,
    everything,
)


def search(kind: type[D], question: str, embed: Embedder, *, limit: int) -> list[Hit[D]]:
    """The hits among modules, classes or functions, half by words and half by meaning."""
    (vector,) = embed([question])
    return (
        kind.objects.hybrid(
            question,
            vector=vector,
            alpha=0.5,
            properties=[kind.name**2, kind.summary**2, kind.doc],
        )
        .with_metadata("score")
        .limit(limit)
        .all()
    )
