"""From source files to objects: the standard library is parsed, and none of it imported."""

from __future__ import annotations

import ast
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

from examples.pydocs.models import Class, Documented, Function, Kind, Module

STDLIB = Path(sysconfig.get_path("stdlib"))
_LEFT_OUT = {"site-packages", "test", "tests", "idle_test", "turtledemo"}

_Routine: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef
# What may stand around a definition without being a part of its path.
_TRANSPARENT = (ast.If, ast.Try, ast.ExceptHandler, ast.With)


def source_files(root: Path = STDLIB) -> list[Path]:
    """The library's files without its tests, in a fixed order."""
    found = root.rglob("*.py")
    return sorted(each for each in found if not _LEFT_OUT & {*each.relative_to(root).parts})


def read(file: Path, root: Path = STDLIB) -> Iterator[Documented]:
    """The module of a file, then what in it has a docstring.

    A path may come twice: a file may define it for each of several platforms.
    """
    source = file.read_bytes()
    tree = ast.parse(source)
    path = _dotted(file.relative_to(root))
    doc = ast.get_docstring(tree) or ""
    module = Module(
        path=path,
        name=path.rpartition(".")[2],
        summary=_summary(doc),
        doc=doc,
        line=1,
        package=path.partition(".")[0],
        lines=source.count(b"\n"),
    )
    yield module
    yield from _definitions(tree.body, module, path)


def _definitions(
    nodes: Iterable[ast.AST], module: Module, scope: str, owner: Class | None = None
) -> Iterator[Documented]:
    for node in nodes:
        match node:
            case ast.ClassDef():
                found = _class(node, module, scope)
                if found is not None:
                    yield found
                yield from _definitions(node.body, module, f"{scope}.{node.name}", found)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                if (doc := ast.get_docstring(node)) is not None:
                    yield _function(node, doc, module, scope, owner)
            case _ if isinstance(node, _TRANSPARENT):
                yield from _definitions(ast.iter_child_nodes(node), module, scope, owner)
            case _:
                pass


def _class(node: ast.ClassDef, module: Module, scope: str) -> Class | None:
    doc = ast.get_docstring(node)
    if doc is None:
        return None
    return Class(
        path=f"{scope}.{node.name}",
        name=node.name,
        summary=_summary(doc),
        doc=doc,
        line=node.lineno,
        bases=[ast.unparse(base) for base in node.bases],
        module=module,
    )


def _function(
    node: _Routine, doc: str, module: Module, scope: str, owner: Class | None
) -> Function:
    return Function(
        path=f"{scope}.{node.name}",
        name=node.name,
        summary=_summary(doc),
        doc=doc,
        line=node.lineno,
        kind=_kind(node, is_method=scope != module.path),
        signature=f"({ast.unparse(node.args)})",
        parameters=[each.arg for each in ast.walk(node.args) if isinstance(each, ast.arg)],
        module=module,
        owner=owner,
    )


def _kind(node: _Routine, *, is_method: bool) -> Kind:
    if isinstance(node, ast.AsyncFunctionDef):
        return "coroutine"
    return "method" if is_method else "function"


def _dotted(file: Path) -> str:
    parts = file.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _summary(doc: str) -> str:
    """The first paragraph in a line."""
    return " ".join(doc.partition("\n\n")[0].split())
