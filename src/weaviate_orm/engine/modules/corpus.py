"""The text of an object that a text vectorizer reads, and when it must be read again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from weaviate_orm.engine.text.tokenize import lower
from weaviate_orm.engine.untyped import is_list

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weaviate_orm.engine.schema.definition import (
        CollectionDefinition,
        PropertyDefinition,
        VectorDefinition,
    )

_TEXTS: Final = ("text", "text[]")
_CAMEL: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^A-Z]+|[A-Z]")


@dataclass(frozen=True, slots=True)
class Corpus:
    """What of the objects of a collection one of its vectors is made of."""

    collection: str
    """Words of the collection's name, empty if they are not read."""
    fallback: str
    """What an object without any text is taken for."""
    names: Mapping[str, str]
    """Property -> the words put before its value."""

    def text(self, values: Mapping[str, object]) -> str:
        """The words of an object, lower-cased, in the order of the property names."""
        parts = [self.collection] if self.collection else []
        for name, label in self.names.items():
            value = values.get(name)
            texts = value if is_list(value) else [value]
            parts += [f"{label} {lower(text)}".lstrip() for text in texts if isinstance(text, str)]
        return " ".join(parts) or self.fallback

    def same(self, values: Mapping[str, object], old: Mapping[str, object]) -> bool:
        """Whether two objects have the same vectorizable texts. Without such properties: yes."""
        return all(values.get(name) == old.get(name) for name in self.names)


def of(definition: CollectionDefinition, vector: VectorDefinition) -> Corpus:
    """The corpus of one vector."""
    settings = vector.vectorizer_settings
    chosen = vector.source_properties
    names = {
        p.name: _words(p.name) if _flag(p, vector.vectorizer, "vectorizePropertyName") else ""
        for p in sorted(definition.properties.values(), key=lambda p: p.name)
        if p.data_type in _TEXTS
        and (p.name in chosen if chosen is not None else not _flag(p, vector.vectorizer, "skip"))
    }
    words = _words(definition.name)
    return Corpus(
        collection=words if settings.get("vectorizeClassName") is True else "",
        fallback=words,
        names=names,
    )


def _flag(definition: PropertyDefinition, module: str, name: str) -> bool:
    return definition.module_settings.get(module, {}).get(name) is True


def _words(name: str) -> str:
    """`JeopardyClue` -> `jeopardy clue`."""
    return " ".join(_CAMEL.findall(name)).lower()
