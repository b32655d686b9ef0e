"""Writes ``docs/reference``: the public names with their signatures and docstrings.

``python tools/build_reference.py`` writes the pages, with ``--check`` it only says which differ.
"""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import TypeAlias

import weaviate_orm

FOLDER = Path(__file__).parents[1] / "docs" / "reference"
HEADER = "<!-- Written by tools/build_reference.py; do not edit. -->\n"

Routine: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef
Definition: TypeAlias = Routine | ast.ClassDef


@dataclass
class Page:
    """One page: the names that are defined in some modules."""

    name: str
    title: str
    about: str
    modules: tuple[str, ...]
    names: list[str] = field(default_factory=list)


def pages() -> list[Page]:
    return [
        Page(
            "models",
            "Models",
            "Classes that stand for collections, and what is written in them.",
            ("models.fields", "models.model", "models.specifiers", "models.settings",
             "models.reference_list", "models.references", "query.model", "wire.values"),
        ),
        Page(
            "expressions",
            "Expressions",
            "What attributes are on the class: filters, orders, columns and paths come of them.",
            ("models.paths", "models.attributes", "models.traversal", "models.filters",
             "models.assignments"),
        ),
        Page(
            "queries",
            "Queries",
            "Query sets, what they are told, and what they give.",
            ("query.", "models.metrics"),
        ),
        Page("sessions", "Sessions", "Units of work.", ("session.",)),
        Page(
            "clients",
            "Clients",
            "Ways to connect, and what connections are made of.",
            ("client", "transport.", "flows."),
        ),
        Page("schema", "Schema", "Collections that change.", ("schema.",)),
        Page("errors", "Errors", "One tree.", ("errors",)),
    ]  # fmt: skip


# -- where things are defined -----------------------------------------------------------------


class Sources:
    """The definitions of modules, by name."""

    def __init__(self) -> None:
        self._known: dict[str, Mapping[str, ast.stmt]] = {}

    def of(self, module: str) -> Mapping[str, ast.stmt]:
        """The last definition of each name at the top of a module."""
        if module not in self._known:
            path = inspect.getsourcefile(sys.modules[module])
            assert path is not None
            tree = ast.parse(Path(path).read_text(encoding="utf-8"))
            self._known[module] = dict(_named(tree.body))
        return self._known[module]


def _named(body: Iterable[ast.stmt]) -> Iterator[tuple[str, ast.stmt]]:
    for node in body:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                yield node.name, node
            case ast.Assign(targets=[ast.Name(id=name)]):
                yield name, node
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name, node


def origins() -> dict[str, str]:
    """The module that each public name is imported from, as ``__init__`` says."""
    tree = ast.parse(inspect.getsource(weaviate_orm))
    return {
        each.asname or each.name: node.module or ""
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("weaviate_orm.")
        for each in node.names
    }


# -- texts ------------------------------------------------------------------------------------


def prose(doc: str) -> str:
    """A docstring as Markdown: literals, and its sections as lists."""
    text = re.sub(r"``(.+?)``", r"`\1`", inspect.cleandoc(doc))
    if "\n::\n" in text:
        return re.sub(r"\n::\n\n((?:    .*\n?|\n)+)", _literal, text)
    text = re.sub(r"^(Args|Raises|Returns|Yields):$", r"\n*\1*\n", text, flags=re.MULTILINE)
    text = re.sub(r"^    (\S[^:\n]*): ", r"- `\1`: ", text, flags=re.MULTILINE)
    text = re.sub(r"^ {8,}", "  ", text, flags=re.MULTILINE)
    text = re.sub(r"^    (?=\S)", "", text, flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _literal(found: re.Match[str]) -> str:
    return "\n```text\n" + inspect.cleandoc(found[1]) + "\n```\n"


def signature(node: Routine) -> str:
    """``name(a, *, b=1) -> int``, without self."""
    arguments = ast.unparse(node.args)
    arguments = re.sub(r"^(self|cls|mcs)\b(, /)?(, )?", "", arguments)
    arguments = arguments.removeprefix("/, ")
    returns = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    prefix = "await " if isinstance(node, ast.AsyncFunctionDef) else ""
    return f"{prefix}{node.name}({arguments}){returns}"


def _decorated(node: Definition, name: str) -> bool:
    return any(name in ast.unparse(each) for each in node.decorator_list)


def members(node: ast.ClassDef) -> Iterator[str]:
    """The public methods, properties and fields of a class, each as an item of a list."""
    shown: dict[str, str] = {}
    for index, each in enumerate(node.body):
        match each:
            case ast.FunctionDef() | ast.AsyncFunctionDef() if not each.name.startswith("_"):
                if _decorated(each, "overload") or _decorated(each, "setter"):
                    continue
                head = each.name if _decorated(each, "property") else signature(each)
                doc = ast.get_docstring(each)
                shown[each.name] = f"`{head}`" + (f": {_first(doc)}" if doc else "")
            case ast.AnnAssign(target=ast.Name(id=name)) if not name.startswith("_"):
                value = f" = {ast.unparse(each.value)}" if each.value else ""
                if "field(" in value or "object_id" in value:
                    value = ""
                doc = _string(node.body[index + 1]) if index + 1 < len(node.body) else None
                shown[name] = f"`{name}: {ast.unparse(each.annotation)}{value}`" + (
                    f": {_first(doc)}" if doc else ""
                )
    return iter(shown.values())


def _string(node: ast.stmt) -> str | None:
    match node:
        case ast.Expr(value=ast.Constant(value=str(text))):
            return text
    return None


def _first(doc: str) -> str:
    """The docstring's first paragraph, and its others as paragraphs of the item."""
    return prose(doc).replace("\n", "\n  ").replace("\n  \n", "\n\n")


# -- pages ------------------------------------------------------------------------------------


def entry(name: str, node: ast.stmt | None, value: object) -> str:
    """What the page says of one name."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            doc = prose(ast.get_docstring(node) or "")
            return f"## {name}\n\n```text\n{signature(node)}\n```\n\n{doc}\n"
        case ast.ClassDef():
            bases = [ast.unparse(base).partition("[")[0] for base in node.bases]
            known = [f"[`{b}`](#{b.lower()})" for b in bases if b in _PUBLIC]
            head = f"## {name}\n\n"
            if known:
                head += f"A {', '.join(known)}. "
            head += f"{prose(ast.get_docstring(node) or '')}\n"
            listed = "".join(f"\n- {each}" for each in _all_members(node, value))
            return f"{head}{listed}\n" if listed else head
        case _:
            kind = value if isinstance(value, type) else type(value)
            return (
                f"## {name}\n\n{prose(kind.__doc__ or '')}\n"
                + "".join(f"\n- {each}" for each in _all_members(_class_node(kind), value))
                + "\n"
            )


_SOURCES = Sources()
_PUBLIC = origins()


def _class_node(kind: type) -> ast.ClassDef:
    node = _SOURCES.of(kind.__module__)[kind.__name__]
    assert isinstance(node, ast.ClassDef)
    return node


def _all_members(node: ast.ClassDef, value: object) -> list[str]:
    """Its own, and those of bases that have no entry of their own, nor belong to one that has."""
    found = list(members(node))
    if not isinstance(value, type):
        return found
    bases = value.__mro__[1:]
    public = [each for each in bases if each.__name__ in _PUBLIC]
    for base in bases:
        if base.__module__.startswith("weaviate_orm.") and not any(
            issubclass(each, base) for each in public
        ):
            found += [each for each in members(_class_node(base)) if each not in found]
    return found


def written() -> dict[str, str]:
    """All pages by file name."""
    known = pages()
    places = origins()
    spaces: list[str] = []
    for name, module in places.items():
        if isinstance(getattr(weaviate_orm, name), ModuleType):
            spaces.append(f"`{name}`")
            continue
        inner = module.removeprefix("weaviate_orm.")
        page = next(p for p in known if any(_within(inner, each) for each in p.modules))
        page.names.append(name)
    found: dict[str, str] = {}
    index = [f"{HEADER}# Reference\n", "Everything is imported from `weaviate_orm`.\n"]
    for page in known:
        if not page.names:
            continue
        page.names.sort(key=str.lower)
        parts = [
            entry(name, _SOURCES.of(places[name]).get(name), getattr(weaviate_orm, name))
            for name in page.names
        ]
        found[f"{page.name}.md"] = f"{HEADER}# {page.title}\n\n{page.about}\n\n" + "\n".join(parts)
        links = ", ".join(f"[`{n}`]({page.name}.md#{n.lower()})" for n in page.names)
        index.append(f"**[{page.title}]({page.name}.md).** {page.about}\n\n{links}\n")
    index.append(
        "**[Settings of collections](settings.md).** Name spaces of functions.\n\n"
        f"{', '.join(sorted(spaces))}\n"
    )
    found["README.md"] = "\n".join(index)
    return found


def _within(module: str, pattern: str) -> bool:
    return module.startswith(pattern) if pattern.endswith(".") else module == pattern


def main() -> None:
    check = "--check" in sys.argv[1:]
    stale = [
        name
        for name, text in written().items()
        if not (FOLDER / name).exists() or (FOLDER / name).read_text(encoding="utf-8") != text
    ]
    if check:
        sys.exit(f"Not up to date: {', '.join(stale)}" if stale else None)
    for name, text in written().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
