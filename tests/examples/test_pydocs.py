"""The example: from sources to objects, from objects to answers."""

from __future__ import annotations

import sys
from copy import deepcopy
from pathlib import Path
from textwrap import dedent

import numpy as np
import pytest

from examples.pydocs import __main__ as command
from examples.pydocs import asking, vectors
from examples.pydocs.loading import store
from examples.pydocs.models import MODELS, Class, Documented, Function, Module
from examples.pydocs.reading import STDLIB, read, source_files
from weaviate_orm import Client, NotLoaded

SOURCE = '''
    """Shapes.

    And their areas.
    """

    import sys

    if sys.platform == "win32":
        def area(shape):
            """On Windows."""
    else:
        def area(shape, *, unit="m"):
            """Elsewhere,
            in two lines.

            And a paragraph."""

    class Shape(Base, metaclass=Meta):
        """Has an area."""

        async def wait(self, timeout=None, *more, **others):
            """Until it is drawn."""
            def inner():
                """Not seen from outside."""

        def bare(self): ...

        class Part:
            """Of a shape."""

    class Undocumented:
        def method(self):
            """Has a docstring all the same."""
'''


@pytest.fixture
def shapes(tmp_path: Path) -> list[Documented]:
    file = tmp_path / "drawing" / "shapes" / "__init__.py"
    file.parent.mkdir(parents=True)
    file.write_text(dedent(SOURCE), encoding="utf-8")
    return list(read(file, tmp_path))


def test_a_module_comes_with_what_is_documented_in_it(shapes: list[Documented]) -> None:
    assert [(type(each), each.path) for each in shapes] == [
        (Module, "drawing.shapes"),
        (Function, "drawing.shapes.area"),
        (Function, "drawing.shapes.area"),
        (Class, "drawing.shapes.Shape"),
        (Function, "drawing.shapes.Shape.wait"),
        (Class, "drawing.shapes.Shape.Part"),
        (Function, "drawing.shapes.Undocumented.method"),
    ]


def test_properties(shapes: list[Documented]) -> None:
    module, _, area, shape, wait, part, method = shapes
    assert isinstance(module, Module)
    assert (module.name, module.package, module.summary) == ("shapes", "drawing", "Shapes.")
    assert module.lines == SOURCE.count("\n")
    assert isinstance(area, Function)
    assert (area.kind, area.signature) == ("function", "(shape, *, unit='m')")
    assert area.summary == "Elsewhere, in two lines."
    assert area.doc.endswith("\n\nAnd a paragraph.")
    assert (area.module, area.owner) == (module, None)
    assert isinstance(shape, Class)
    assert (shape.bases, shape.module, shape.line) == (["Base"], module, 19)
    assert isinstance(wait, Function)
    assert (wait.kind, wait.owner) == ("coroutine", shape)
    assert wait.parameters == ["self", "timeout", "more", "others"]
    assert isinstance(part, Class)
    assert isinstance(method, Function)
    assert (method.kind, method.owner) == ("method", None)


def test_one_path_is_one_object(shapes: list[Documented]) -> None:
    assert len(dict.fromkeys(shapes)) == len(shapes) - 1


def test_the_library_is_found_without_its_tests() -> None:
    files = source_files()
    assert STDLIB / "json" / "__init__.py" in files
    assert not [each for each in files if {"test", "site-packages"} & {*each.parts}]


PARTS = {"shutil", "smtplib", "re", "json", "asyncio", "codecs"}


def some_files() -> list[Path]:
    """A small part of the standard library, which has an answer to each question."""
    return [
        file for file in source_files() if file.relative_to(STDLIB).parts[0].split(".")[0] in PARTS
    ]


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> vectors.Embedder:
    """The embedder where WordLlama is not installed."""
    monkeypatch.setitem(sys.modules, "wordllama", None)
    return vectors.load_embedder()


@pytest.fixture
def stored(client: Client, hashed: vectors.Embedder) -> vectors.Embedder:
    store(client, dict.fromkeys(each for file in some_files() for each in read(file)), hashed)
    return hashed


def test_storing_again_replaces(
    client: Client, shapes: list[Documented], hashed: vectors.Embedder
) -> None:
    library = list(dict.fromkeys(shapes))
    told: list[int] = []
    first = store(client, deepcopy(library), hashed, told.append)
    again = store(client, library, hashed)
    assert sum(told) == first.inserted == again.inserted == 6
    assert [kind.objects.count() for kind in MODELS] == [1, 2, 3]


def test_what_is_stored_is_what_was_read(
    client: Client, shapes: list[Documented], hashed: vectors.Embedder
) -> None:
    store(client, dict.fromkeys(shapes), hashed)
    found = Function.objects.with_vectors().prefetch(Function.owner, Function.module)
    wait = found.filter(Function.path == "drawing.shapes.Shape.wait").one()
    original = shapes[4]
    assert wait.model_dump(exclude={"owner", "module"}) == original.model_dump(
        exclude={"owner", "module"}
    )
    assert wait.owner is not None
    assert (wait.owner.name, wait.module.path) == ("Shape", "drawing.shapes")
    assert wait.embedding is not None
    assert original.embedding is not None
    assert np.array_equal(wait.embedding, original.embedding)
    bare = Function.objects.get(wait.id)
    with pytest.raises(NotLoaded, match=r"prefetch\(Function.module\)"):
        _ = bare.module


@pytest.mark.parametrize("question", asking.QUESTIONS, ids=lambda question: question.__name__)
def test_each_question_has_an_answer(question: asking.Question, stored: vectors.Embedder) -> None:
    answer = question(stored)
    assert answer.rows
    assert {len(row) for row in answer.rows} == {len(answer.columns)}


def test_answers(stored: vectors.Embedder) -> None:
    assert "re.compile" in {row[1] for row in asking.keywords(stored).rows}
    assert all(str(row[0]).startswith("asyncio.") for row in asking.relations(stored).rows)
    assert all(not str(row[0]).startswith("shutil.") for row in asking.neighbours(stored).rows)
    ((functions, words, most, _),) = asking.everything(stored).rows
    assert functions == Function.objects.count()
    assert most == max(len(each.doc.split()) for each in Function.objects)
    assert isinstance(words, int)
    assert words > 5000


def test_wordllama_finds_what_hashes_do_not() -> None:
    pytest.importorskip("wordllama")
    embed = vectors.load_embedder()
    question, near, far = embed(
        ["send an email", "transmit a message to a mailbox", "a hash table"]
    )
    assert question.shape == (vectors.DIMENSIONS,)
    assert question @ near > question @ far


def test_the_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(command, "source_files", some_files)
    command.main(["--url", "embedded://"])
    shown = capsys.readouterr().out
    assert "Which packages are the largest?" in shown
    assert 'Function.objects.filter(Function.path == "shutil.copytree").one()' in shown
    assert "asyncio" in shown


def test_the_command_with_a_question(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(command, "source_files", some_files)
    url = f"embedded://{tmp_path / 'kept'}"
    for expected in (True, False):  # the folder keeps what was stored
        command.main(["--url", url, "copy a directory tree"])
        shown = capsys.readouterr().out
        assert "shutil.copytree" in shown
        assert ("Storing objects" in shown) is expected


def test_the_command_says_what_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="Unreachable: "):
        command.main(["--url", "http://127.0.0.1:1?grpc_port=2", "anything"])
