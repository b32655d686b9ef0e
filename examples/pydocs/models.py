"""What is stored: modules, their classes, and the functions of both.

The ids are made of the dotted paths, so storing everything again replaces it and doubles nothing.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from weaviate_orm import (
    CollectionMeta,
    Model,
    Property,
    Reference,
    Vector,
    indexes,
    prop,
    ref,
    vector,
)

Kind: TypeAlias = Literal["function", "method", "coroutine"]


class Documented(Model):
    """What everything with a docstring has in common."""

    path: Property[str] = prop(tokenization="field", description="dotted: 'json.decoder.scan'")
    name: Property[str] = prop(description="the last part of the path")
    summary: Property[str] = prop(description="the docstring's first paragraph, as one line")
    doc: Property[str] = prop(description="the whole docstring")
    line: Property[int] = prop(index_range=True, description="where it begins in its file")
    embedding: Vector = vector(source=["path", "summary"], index=indexes.hnsw(distance="cosine"))

    class Meta(CollectionMeta):
        abstract = True
        key = ("path",)


class Module(Documented):
    """A module of the standard library."""

    package: Property[str] = prop(tokenization="field", description="the first part of the path")
    lines: Property[int] = prop(index_range=True, description="the length of its file")

    class Meta(Documented.Meta):
        collection = "PyModule"


class Class(Documented):
    """A class with a docstring."""

    bases: Property[list[str]] = prop(default_factory=list, tokenization="field")
    module: Reference[Module] = ref()

    class Meta(Documented.Meta):
        collection = "PyClass"


class Function(Documented):
    """A function or method with a docstring."""

    kind: Property[Kind]
    signature: Property[str] = prop(description="without the name: '(obj, *, indent=None)'")
    parameters: Property[list[str]] = prop(default_factory=list, tokenization="field")
    module: Reference[Module] = ref()
    owner: Reference[Class | None] = ref(default=None, description="the class of a method")

    class Meta(Documented.Meta):
        collection = "PyFunction"


MODELS = (Module, Class, Function)
"""Each after those that it refers to."""
