"""The layers: each imports only those below it. The public names come without what is heavy."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import weaviate_orm

PACKAGE = Path(weaviate_orm.__file__).parent
LAYERS = (
    ("cli", "testing", "frames", "contrib"),
    ("client", "connecting"),
    ("schema", "session"),
    ("query",),
    ("models",),
    ("flows",),
    ("transport",),
    ("wire",),
    ("errors", "later"),
)
"""From the top down: an import leads to the same layer or to one below."""
RANKS = {name: rank for rank, names in enumerate(LAYERS) for name in names}

INTO_THE_ENGINE = {"transport/embedded.py", "connecting.py", "cli", "testing"}
"""Where the engine is reached from: the transport in this process, the types of its modules in
``Options``, and the edges that serve it."""


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def imports(file: Path) -> Iterator[tuple[str, int]]:
    """The modules of the package that a module imports, wherever in it, and the lines."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        match node:
            case ast.Import():
                names = [each.name for each in node.names]
            case ast.ImportFrom(level=0, module=str(module)):
                names = [f"{module}.{each.name}" for each in node.names]
            case ast.ImportFrom():
                pytest.fail(f"{file}:{node.lineno}: a relative import")
            case _:
                continue
        for name in names:
            if name.startswith("weaviate_orm."):
                yield name.removeprefix("weaviate_orm."), node.lineno


def layer_of(file: Path) -> str:
    return file.relative_to(PACKAGE).with_suffix("").parts[0]


def test_every_module_is_of_a_layer() -> None:
    unknown = {layer_of(file) for file in modules()} - {*RANKS, "engine", "__init__", "__main__"}
    assert not unknown


def test_imports_point_down() -> None:
    wrong = [
        f"{file.relative_to(PACKAGE)}:{line} imports {name}"
        for file in modules()
        if (layer := layer_of(file)) in RANKS
        for name, line in imports(file)
        if (target := name.partition(".")[0]) != "engine" and RANKS[target] < RANKS[layer]
    ]
    assert wrong == []


def test_the_engine_knows_the_wire_only() -> None:
    wrong = [
        f"{file.relative_to(PACKAGE)}:{line} imports {name}"
        for file in modules()
        if layer_of(file) == "engine"
        for name, line in imports(file)
        if name.partition(".")[0] not in ("engine", "wire")
    ]
    assert wrong == []


def test_the_engine_is_reached_by_its_transport() -> None:
    wrong = [
        f"{place}:{line} imports {name}"
        for file in modules()
        if (layer := layer_of(file)) != "engine" and layer not in INTO_THE_ENGINE
        for name, line in imports(file)
        if name.startswith("engine")
        and (place := file.relative_to(PACKAGE).as_posix()) not in INTO_THE_ENGINE
    ]
    assert wrong == []


def test_the_official_client_is_never_imported() -> None:
    for file in modules():
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                assert not any(each.name.split(".")[0] == "weaviate" for each in node.names), file
            elif isinstance(node, ast.ImportFrom):
                assert (node.module or "").split(".")[0] != "weaviate", file


def loaded_by(*further: str) -> set[str]:
    """The modules that a program with one model has loaded at its end."""
    script = (
        "import sys, weaviate_orm",
        "class Question(weaviate_orm.Model):",
        "    points: weaviate_orm.Property[int]",
        *further,
        "print(*sys.modules)",
    )
    command = [sys.executable, "-c", "\n".join(script)]
    return set(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())


def test_importing_the_package_loads_nothing_heavy() -> None:
    loaded = loaded_by("weaviate_orm.connect('http://localhost:8080')", "Question.objects.limit(1)")
    assert "weaviate_orm.query.sets" in loaded
    assert not loaded & {"grpc", "httpx", "numpy", "google.protobuf", "weaviate"}


def test_queries_load_with_the_first_one() -> None:
    assert "weaviate_orm.query.query" not in loaded_by()
    assert "weaviate_orm.query.query" in loaded_by("Question.objects.limit(1)")


def imported_for_checkers() -> dict[str, str]:
    """The public names by ``__init__``'s imports, which checkers read, and their modules."""
    tree = ast.parse(Path(weaviate_orm.__file__).read_text(encoding="utf-8"))
    return {
        each.name: str(node.module)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("weaviate_orm")
        for each in node.names
    }


def test_the_same_names_are_public_at_run_time() -> None:
    known: list[str] = vars(weaviate_orm)["__all__"]
    assert sorted(known) == sorted(imported_for_checkers())
    assert set(known) <= set(dir(weaviate_orm))


@pytest.mark.parametrize(("name", "module"), imported_for_checkers().items())
def test_public_names_are_what_checkers_take_them_for(name: str, module: str) -> None:
    found = getattr(weaviate_orm, name)
    home = import_module(module)
    assert found is (getattr(home, name, None) or import_module(f"{module}.{name}"))


def test_other_names_are_refused() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'Modle'"):
        getattr(weaviate_orm, "Modle")  # noqa: B009 - the checkers refuse it too
