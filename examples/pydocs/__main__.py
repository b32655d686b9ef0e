"""Store the documentation of this Python in Weaviate and ask it some questions.

With a question it asks just this one: ``python -m examples.pydocs "parse a date"``.
"""

from __future__ import annotations

import argparse
import os
import sys
from time import perf_counter
from typing import TYPE_CHECKING

from examples.pydocs.asking import QUESTIONS, Answer, search
from examples.pydocs.loading import store
from examples.pydocs.models import MODELS, Documented, Function
from examples.pydocs.reading import read, source_files
from examples.pydocs.showing import console, progress, show, show_question
from examples.pydocs.vectors import DIMENSIONS, Embedder, load_embedder
from weaviate_orm import Client, WeaviateORMError, connect

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser("python -m examples.pydocs", description=__doc__)
    parser.add_argument("question", nargs="?", help="what to look for")
    parser.add_argument(
        "--url",
        default=os.environ.get("WEAVIATE_URL") or "embedded://",
        help="such as http://localhost:8080; embedded://folder keeps what was stored",
    )
    options = parser.parse_args(arguments)
    embed = load_embedder()
    try:
        with connect(options.url) as client:
            if options.question is None:
                load(client, embed)
                ask_all(embed)
            else:
                client.create_all(MODELS)
                if not Function.objects.exists():
                    load(client, embed)
                ask(options.question, embed)
    except WeaviateORMError as error:
        sys.exit(f"{type(error).__name__}: {error}")


def load(client: Client, embed: Embedder) -> None:
    """Read the library, store it, say what came of it."""
    started = perf_counter()
    library: dict[Documented, None] = {}  # objects are equal by id, so each path stays once
    files = source_files()
    with progress("Reading modules", len(files)) as advance:
        for file in files:
            library.update(dict.fromkeys(read(file)))
            advance(1)
    was_read = perf_counter()
    with progress("Storing objects", len(library)) as advance:
        report = store(client, library, embed, advance)
    was_stored = perf_counter()
    counts = [(kind.__name__, kind.objects.count()) for kind in MODELS]
    show(Answer(("stored", "objects"), counts))
    console.print(
        f"Python {sys.version.split()[0]}, read in {was_read - started:.1f} s. "
        f"Vectors by {embed.name}, {DIMENSIONS} numbers each. "
        f"Stored in {was_stored - was_read:.1f} s by {client!r}: {report}."
    )


def ask_all(embed: Embedder) -> None:
    """Each question with its code and its answer."""
    for question in QUESTIONS:
        show_question(question)
        started = perf_counter()
        answer = question(embed)
        show(answer, f"{(perf_counter() - started) * 1000:.1f} ms")


def ask(question: str, embed: Embedder) -> None:
    """One question about modules, classes and functions."""
    for kind in MODELS:
        started = perf_counter()
        hits = search(kind, question, embed, limit=5)
        milliseconds = (perf_counter() - started) * 1000
        rows = [(hit.metadata.score, hit.object.path, hit.object.summary) for hit in hits]
        show(Answer(("score", kind.__name__, "summary"), rows), f"{milliseconds:.1f} ms")


if __name__ == "__main__":
    main()
