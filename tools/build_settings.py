"""Write the functions that make the settings of collections, and their reference.

`python tools/build_settings.py` reads the tables in `tools/settings` and writes one module a table,
of `weaviate_orm.models` or `weaviate_orm.query`, and `docs/reference/settings.md`. With `--check`
nothing is written: the stale files are named, and the exit status is 1 if there are any.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, NotRequired, TypeAlias, TypedDict, cast

ROOT: Final = Path(__file__).resolve().parents[1]
TABLES: Final = ROOT / "tools/settings"
PACKAGE: Final = ROOT / "src/weaviate_orm"
REFERENCE: Final = ROOT / "docs/reference/settings.md"
WIDTH: Final = 100
INDENT: Final = "    "
SETTINGS: Final = "weaviate_orm.models.settings"
"""The module of what models say."""


class Spec(TypedDict):
    """A setting in a table, written out; `types` and lists of values are its short forms."""

    type: NotRequired[str]
    values: NotRequired[list[str | int]]
    quantizers: NotRequired[list[str]]
    key: NotRequired[str]
    required: NotRequired[bool]
    note: NotRequired[str]


class Shared(TypedDict):
    keys: dict[str, str]
    notes: dict[str, str]


Table: TypeAlias = dict[str, dict[str, str | list[str | int] | Spec]]

# Of a type in the tables: the annotation, and what stands for None as the default.
TYPES: Final = {
    "str": ("str", None),
    "int": ("int", None),
    "float": ("float", None),
    "bool": ("bool", None),
    "texts": ("Names", None),
    "attribute": ("str", None),
    "attributes": ("Names", "()"),
    "fields": ("Fields", "()"),
    "distance": ("Distance", None),
    "muvera": ('Encoding[Literal["muvera"]]', None),
    "hnsw": ('VectorIndex[Literal["hnsw"]]', None),
    "flat": ('VectorIndex[Literal["flat"]]', None),
}
ATTRIBUTES: Final = ("attribute", "attributes", "fields")
PARTS: Final = ("muvera", "hnsw", "flat")
# Generic over the name of what they are.
NAMED: Final = ("Encoding", "VectorIndex")
IMPORTED: Final = (
    "Distance",
    "Encoding",
    "Fields",
    "Generative",
    "Names",
    "Provider",
    "Reranker",
    "VectorIndex",
    "Vectorizer",
)


@dataclass(frozen=True)
class Setting:
    """One argument of a function."""

    name: str
    kind: str
    key: str
    """The server's spelling; a dot stands before a member of an inner object."""
    values: tuple[str | int, ...] = ()
    required: bool = False
    note: str = ""

    @property
    def literal(self) -> str:
        return f"Literal[{', '.join(map(quoted, self.values))}]"

    @property
    def alias(self) -> str | None:
        """The name of a literal that is too long for the argument's line."""
        name = "".join(part.title() for part in self.name.split("_"))
        return name if len(self.literal) > WIDTH - 30 else None

    @property
    def annotation(self) -> str:
        if self.kind == "quantizers":
            return f"Encoding[{self.literal}]"
        return self.alias or self.literal if self.values else TYPES[self.kind][0]

    @property
    def argument(self) -> str:
        default = TYPES[self.kind][1] if self.kind in TYPES else None
        if self.required:
            return f"{self.name}: {self.annotation}"
        if default is not None:
            return f"{self.name}: {self.annotation} = {default}"
        return f"{self.name}: {self.annotation} | None = None"

    @property
    def value(self) -> str:
        return f"{self.name}.document() if {self.name} else None" if self.is_part else self.name

    @property
    def is_part(self) -> bool:
        return self.kind in PARTS


@dataclass(frozen=True)
class Function:
    """One function of a name space: `module` is the server's name of what it makes."""

    module: str
    about: str
    settings: tuple[Setting, ...]

    @property
    def name(self) -> str:
        return self.module.replace("-", "_")

    def of(self, *kinds: str) -> list[Setting]:
        return [each for each in self.settings if each.kind in kinds]

    @property
    def plain(self) -> list[Setting]:
        return [each for each in self.settings if each.kind not in (*ATTRIBUTES, "quantizers")]


@dataclass(frozen=True)
class NameSpace:
    """A module to write."""

    name: str
    makes: str
    about: str
    functions: tuple[Function, ...] = ()
    layer: str = "models"
    settings: str = "settings"
    """The module of the layer that has the class."""
    spelled_as_here: bool = False
    """The server's names are those of the arguments; else they are in camelCase."""

    @property
    def path(self) -> Path:
        return PACKAGE / self.layer / f"{self.name}.py"

    def made(self, function: Function) -> str:
        """The class that a function makes an instance of."""
        return "Encoding" if function.name == "muvera" else self.makes


NAME_SPACES: Final = (
    NameSpace("vectorizers", "Vectorizer", "Vectorizers: the server's modules that make vectors."),
    NameSpace("generative", "Generative", "Generative modules: the models that answer prompts."),
    NameSpace("rerankers", "Reranker", "Rerankers: the models that order results anew."),
    NameSpace("indexes", "VectorIndex", "Vector indexes: how near vectors are found."),
    NameSpace("quantizers", "Encoding", "Quantizers: how an index holds vectors in fewer bytes."),
    NameSpace(
        "providers",
        "Provider",
        "Providers: who answers the prompts of one query, and how.",
        layer="query",
        settings="provider",
        spelled_as_here=True,
    ),
)


def quoted(value: str | int) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


def camel_case(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(map(str.title, others))


def setting(
    name: str, given: str | list[str | int] | Spec, shared: Shared, *, spelled_as_here: bool
) -> Setting:
    spec: Spec
    if isinstance(given, str):
        spec = {"type": given}
    else:
        spec = {"values": given} if isinstance(given, list) else given
    unknown = set(spec) - Spec.__annotations__.keys()
    kind = "quantizers" if "quantizers" in spec else spec.get("type", "values")
    if unknown or kind not in (*TYPES, "values", "quantizers"):
        raise ValueError(f"{name} is written as {given}, of which {unknown or kind} is unknown.")
    usual = name if spelled_as_here else shared["keys"].get(name, camel_case(name))
    key = ", ".join(spec.get("quantizers", ())) or usual
    return Setting(
        name,
        kind,
        spec.get("key", key),
        tuple(spec.get("quantizers", spec.get("values", ()))),
        spec.get("required", False),
        spec.get("note", shared["notes"].get(name, "")),
    )


def read(name_space: NameSpace) -> NameSpace:
    # The parser knows no types; `setting` refuses what does not fit.
    shared = cast("Shared", tomllib.loads((TABLES / "shared.toml").read_text()))
    table = cast("Table", tomllib.loads((TABLES / f"{name_space.name}.toml").read_text()))
    functions = tuple(
        Function(
            module,
            str(entries["about"]),
            tuple(
                setting(name, e, shared, spelled_as_here=name_space.spelled_as_here)
                for name, e in entries.items()
                if name != "about"
            ),
        )
        for module, entries in table.items()
    )
    return replace(name_space, functions=functions)


def laid_out(
    opening: str, items: Iterable[str], closing: str, indent: str, width: int = WIDTH
) -> str:
    """In one line if it fits, else with a line for each item."""
    items = list(items)
    line = f"{opening}{', '.join(items)}{closing}"
    if "\n" not in line and len(indent) + len(line) <= width:
        return line
    inner = "".join(f"{indent}{INDENT}{item},\n" for item in items)
    return f"{opening}\n{inner}{indent}{closing}"


Tree: TypeAlias = "dict[str, str | Tree]"


def tree(settings: Iterable[Setting]) -> Tree:
    """The values by the server's keys, with members of inner objects inside them."""
    grown: Tree = {}
    for each in settings:
        *outer, last = each.key.split(".")
        branch = grown
        for key in outer:
            inner = branch.setdefault(key, {})
            assert isinstance(inner, dict), f"{each.key} is a value and an object"
            branch = inner
        branch[last] = each.value
    return grown


def mapping(opening: str, values: Mapping[str, str | Tree], indent: str) -> str:
    deeper = indent + INDENT
    items = [
        mapping(f'"{key}": {{', value, deeper) if isinstance(value, dict) else f'"{key}": {value}'
        for key, value in values.items()
    ]
    return laid_out(opening, items, "}", indent, WIDTH - len(","))


def made_of(function: Function, makes: str) -> list[str]:
    """The arguments of the call that a function is."""
    deeper = INDENT * 2
    arguments = [f'"{function.module}"']
    values = tree(function.plain)
    if makes in NAMED:
        if values:
            arguments.append(mapping("{", values, deeper))
        return [*arguments, *(each.name for each in function.of("quantizers"))]
    named = function.of(*ATTRIBUTES)
    arguments += [each.name for each in named if each.name == "source"]
    fields = {each.key: each.name for each in named if each.name != "source"}
    if fields:
        arguments.append(mapping("fields={", fields, deeper))
    return arguments + [
        mapping(f"{key}={{", value, deeper) if isinstance(value, dict) else f"{key}={value}"
        for key, value in values.items()
    ]


def body(function: Function, makes: str) -> str:
    settings = sorted(function.settings, key=lambda each: not each.required)
    signature = ["*", *(each.argument for each in settings)] if settings else []
    result = f'{makes}[Literal["{function.module}"]]' if makes in NAMED else makes
    return "\n".join(
        [
            laid_out(f"def {function.name}(", signature, f") -> {result}:", ""),
            f'{INDENT}"""{function.about}"""',
            INDENT + laid_out(f"return {makes}(", made_of(function, makes), ")", INDENT),
        ]
    )


def source(name_space: NameSpace) -> str:
    every = [each for function in name_space.functions for each in function.settings]
    aliases = {each.alias: each for each in every if each.alias and each.kind == "values"}
    blocks = [
        laid_out(f"{name}: TypeAlias = Literal[", map(quoted, each.values), "]", "")
        for name, each in aliases.items()
    ]
    blocks += [body(each, name_space.made(each)) for each in name_space.functions]
    code = "\n\n\n".join(blocks)
    words = set(re.findall(r"\w+", code))
    typing = ", ".join(name for name in ("Literal", "TypeAlias") if name in words)
    settings = [name for name in IMPORTED if name in words]
    home = f"weaviate_orm.{name_space.layer}.{name_space.settings}"
    own = [name for name in settings if name == name_space.makes or home == SETTINGS]
    imports = [f"from {home} import {', '.join(own)}"]
    if others := [name for name in settings if name not in own]:
        imports.insert(0, f"from {SETTINGS} import {', '.join(others)}")
    return "".join(
        [
            f"# Written by tools/build_settings.py from tools/settings/{name_space.name}.toml; ",
            "do not edit.\n",
            f'"""{name_space.about}\n\nWhat is None is left to the server.\n"""\n\n',
            "from __future__ import annotations\n\n",
            f"from typing import {typing}\n\n" if typing else "",
            "\n".join(imports) + "\n\n",
            "" if aliases else "\n",
            f"{code}\n",
        ]
    )


INTRODUCTION: Final = """\
<!-- Written by tools/build_settings.py; do not edit. -->
# Settings of collections

Five name spaces of functions make what a model says of its vectors and modules; a sixth,
`providers`, chooses for one query who answers its prompts. All arguments are
keyword-only; one that is not given is the server's default and is not sent. Arguments in **bold**
have to be given.

```python
from weaviate_orm import generative, indexes, providers, quantizers, rerankers, vectorizers

vectorizers.text2vec_openai(source=["question", "answer"], model="text-embedding-3-small")
vectorizers.multi2vec_clip(image_fields={"picture": 0.7}, text_fields={"title": 0.3})
indexes.hnsw(distance="dot", ef=200, quantizer=quantizers.rq(bits=8))
generative.openai(model="gpt-4o", temperature=0.2)
rerankers.cohere()
providers.openai(model="gpt-4o-mini", temperature=0)
```

`Names` is a list or tuple of texts. `Fields` is that, or a mapping from an attribute to its
weight. Attributes are those of the model; the server is sent the names that it has for them.
A module for which there is no function: `Vectorizer("text2vec-new", source=["question"],
someSetting=1)`, likewise `Generative`, `Reranker` and `VectorIndex`, of
`weaviate_orm.models.settings`.
"""


def argument_rows(name_space: NameSpace) -> Iterable[str]:
    """A row for each meaning of an argument; all but the most frequent one say whose it is."""
    meant: dict[str, dict[Setting, list[str]]] = {}
    for function in name_space.functions:
        for each in function.settings:
            alike = replace(each, required=False)
            meant.setdefault(each.name, {}).setdefault(alike, []).append(function.name)
    for name, ways in meant.items():
        ranked = sorted(ways.items(), key=lambda item: -len(item[1]))
        usual = ranked[0][0] if len(ways) == 1 or len(ranked[0][1]) > 1 else None
        for way, functions in ranked:
            whose = "" if way == usual else ", ".join(f"`{each}`" for each in functions) + ": "
            kind = way.literal if way.kind == "values" else way.annotation
            yield f"| `{name}` | `{kind}` | `{way.key}` | {whose}{way.note} |"


def function_rows(name_space: NameSpace) -> Iterable[str]:
    for function in name_space.functions:
        arguments = ", ".join(
            f"**`{each.name}`**" if each.required else f"`{each.name}`"
            for each in function.settings
        )
        yield f"| `{function.name}` | {function.about} | {arguments} |"


def reference(name_spaces: Iterable[NameSpace]) -> str:
    parts = [INTRODUCTION]
    for each in name_spaces:
        parts += [
            f"## {each.name}",
            "",
            each.about,
            "",
            "| function | | arguments |",
            "| --- | --- | --- |",
            *function_rows(each),
            "",
            "| argument | type | on the server | |",
            "| --- | --- | --- | --- |",
            *argument_rows(each),
            "",
        ]
    return "\n".join(parts)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="only name the stale files")
    check: bool = parser.parse_args().check

    name_spaces = [read(each) for each in NAME_SPACES]
    built = {each.path: source(each) for each in name_spaces}
    built[REFERENCE] = reference(name_spaces)
    stale = [
        path for path, content in built.items() if not path.exists() or path.read_text() != content
    ]
    for path in stale:
        if not check:
            path.write_text(built[path])
        print(f"{path.relative_to(ROOT)} {'is stale' if check else 'written'}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
