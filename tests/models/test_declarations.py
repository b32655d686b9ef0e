"""Declarations that cannot be mapped: refused in a sentence when the class is made."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import Enum
from typing import Any, Generic, TypeVar

import pytest

from weaviate_orm import (
    CollectionMeta,
    InvertedIndex,
    MappingError,
    MisuseTypeError,
    Model,
    MultiReference,
    MultiTenancy,
    Nested,
    NestedModel,
    Property,
    Reference,
    References,
    Vector,
    connect,
    nested,
    prop,
    ref,
    refs,
    vector,
    vectorizers,
)

T = TypeVar("T")


class Colour(Enum):
    RED = "red"


class Author(Model):
    name: Property[str]


class Publisher(Model):
    name: Property[str]


def model(annotation: Any, *specifier: Any, attribute: str = "x", **meta: Any) -> type[Any]:
    """A class ``A`` with one more attribute."""
    body: dict[str, Any] = {"__annotations__": {"name": Property[str], attribute: annotation}}
    if specifier:
        body[attribute] = specifier[0]
    if meta:
        body["Meta"] = type("Meta", (CollectionMeta,), meta)
    made: type[Any] = type(Model)("A", (Model,), {"__module__": __name__, **body})  # type: ignore[misc]  # a class is made
    return made


def _unknown(maker: Any) -> Callable[[], object]:
    return lambda: maker(defualt=3)


@pytest.mark.parametrize(
    ("attempt", "sentence"),
    [
        # specifiers
        (_unknown(prop), "prop() has no argument 'defualt'. Did you mean 'default'?"),
        (_unknown(nested), "nested() has no argument 'defualt'. Did you mean 'default'?"),
        (_unknown(ref), "ref() has no argument 'defualt'. Did you mean 'default'?"),
        (
            lambda: model(Reference[Author], prop()),
            "A.x is a Reference: declare it by `= ref(…)`.",
        ),
        (lambda: model(Property[str], ref()), "A.x is a Property: declare it by `= prop(…)`."),
        (
            lambda: model(Property[str], prop(tokenization="words")),  # type: ignore[call-overload]
            (
                "A.x: there is no tokenization 'words'. There are word, lowercase, whitespace, "
                "field, trigram."
            ),
        ),
        (lambda: model(Property), "Property stands alone: say of what, as in Property[…]."),
        (
            lambda: vector("text2vec-openai"),  # type: ignore[arg-type]
            (
                "vector('text2vec-openai'): it takes one of `vectorizers`, such as "
                "vectorizers.text2vec_openai(…)."
            ),
        ),
        (
            lambda: vector(index="hnsw"),  # type: ignore[arg-type]
            "vector(index='hnsw'): it takes one of `indexes`, such as indexes.hnsw(…).",
        ),
        (lambda: vector(source="name"), "vector(source='name'): it takes a list: ['name']."),
        (
            lambda: vector(vectorizers.text2vec_openai(), source=["name"]),
            (
                "vector(source=['name']): it says what the application makes the vector of, and "
                "here text2vec-openai does. Give the source to the vectorizer."
            ),
        ),
        (
            lambda: model(Vector, vector(source=["nmae"])),
            "A.x is made of 'nmae', which is no property of A.",
        ),
        # defaults
        (
            lambda: model(Property[int], prop(default="x")),
            (
                "A.x has the default 'x': Input should be a valid integer, unable to parse string "
                "as an integer."
            ),
        ),
        (
            lambda: model(Property[int], prop(default=2**60)),
            (
                "A.x has the default 1152921504606846976: Weaviate keeps integers as float64, "
                "exact up to 2**53 only. Keep larger ones as text."
            ),
        ),
        (
            lambda: model(Property[Colour], prop(default="red")),
            "A.x has the default 'red'. Write it as <Colour.RED: 'red'>.",
        ),
        (
            lambda: model(Property[int], prop(default=None)),
            "A.x has the default None, and its type does not: say … | None.",
        ),
        (
            lambda: model(Reference[Author], ref(default=None)),
            "A.x has the default None, and its type does not: say … | None.",
        ),
        # references
        (
            lambda: model(Reference[Author | Publisher], ref()),
            (
                "A.x: references to several models are a MultiReference[Author | Publisher] = "
                "multi_refs()."
            ),
        ),
        (
            lambda: model(References[Author | Publisher], refs()),
            (
                "A.x: references to several models are a MultiReference[Author | Publisher] = "
                "multi_refs()."
            ),
        ),
        # names
        (
            lambda: model(Property[str], attribute="schema"),
            (
                "A.schema: schema is something else on each model. Call it schema_, with "
                'prop(name="schema") for its name on the server.'
            ),
        ),
        (
            lambda: model(Property[str], prop(), attribute="objects"),
            (
                "A.objects: objects is something else on each model. Call it objects_, with "
                'prop(name="objects") for its name on the server.'
            ),
        ),
        # Meta
        (
            lambda: model(Property[str], key="name"),
            "A.Meta.key is a tuple, not 'name'. Write ('name',).",
        ),
        (
            lambda: model(Vector, vector(), key=("x",)),
            "A.Meta.key names 'x', a vector. Ids are made of properties only.",
        ),
        (
            lambda: model(Property[str], generative="openai"),
            "A.Meta.generative is a Generative, not 'openai'.",
        ),
        (
            lambda: model(Property[str], multi_tenancy=True),
            "A.Meta.multi_tenancy is a MultiTenancy, not True.",
        ),
    ],
)
def test_declarations_that_cannot_be(attempt: Callable[[], object], sentence: str) -> None:
    with pytest.raises((MappingError, MisuseTypeError)) as caught:
        attempt()
    assert str(caught.value) == sentence


def test_defaults_that_can_be() -> None:
    assert model(Property[float], prop(default=1))(name="a").x == 1
    assert model(Property[int | None], prop(default=None))(name="a").x is None
    assert model(Property[Colour], prop(default=Colour.RED))(name="a").x is Colour.RED
    assert model(MultiReference[Author], refs())(name="a").x.known == []


class Folder(NestedModel):
    name: Property[str]
    files: Nested[list[File]] = nested(default_factory=list)


class File(NestedModel):
    folder: Nested[Folder | None] = nested(default=None)


class Disk(Model):
    folders: Nested[list[Folder]]


def test_objects_that_hold_themselves() -> None:
    with pytest.raises(MappingError) as caught:
        _ = Disk.__schema__
    assert str(caught.value) == (
        "Folder.files: Folder would hold Folder objects without an end. Make it a collection, and "
        "refer to it."
    )


class Owned(Model):
    name: Property[str]

    class Meta(CollectionMeta):
        multi_tenancy = MultiTenancy()


class Shared(Model):
    owned: Reference[Owned | None] = ref(default=None)


def test_references_into_tenants() -> None:
    with pytest.raises(MappingError) as caught:
        _ = Shared.__schema__
    assert str(caught.value) == (
        "Shared.owned refers to Owned, whose objects belong to tenants, and those of Shared do "
        "not: the server takes no such reference. Give Shared tenants, too."
    )


class Open(Model):
    author: Reference[Nobody] = ref()  # type: ignore[name-defined]  # noqa: F821  # that is it


def test_a_name_that_stays_open() -> None:
    with pytest.raises(MappingError, match="Open names 'Nobody', which is not defined where"):
        _ = Open.author


# -- generic bases ------------------------------------------------------------------------------


class Measured(Model, Generic[T]):
    value: Property[T]
    earlier: Property[list[T]] = prop(default_factory=list)

    class Meta(CollectionMeta):
        abstract = True
        inverted_index = InvertedIndex(timestamps=True)


class Pair(NestedModel, Generic[T]):
    left: Property[T]
    right: Property[T]


class Height(Measured[int]):
    between: Nested[Pair[int]]


class Departure(Measured[datetime]):
    gate: Property[str]


def test_a_generic_base_gives_properties_of_each_type() -> None:
    types = [
        {each["name"]: each["dataType"] for each in made.__schema__["properties"]}  # type: ignore[index, union-attr, call-overload]
        for made in (Height, Departure)
    ]
    assert types == [
        {"value": ["int"], "earlier": ["int[]"], "between": ["object"]},
        {"value": ["date"], "earlier": ["date[]"], "gate": ["text"]},
    ]
    assert Height.__settings__.inverted_index == InvertedIndex(timestamps=True)
    assert not Height.__settings__.abstract
    with connect("embedded://") as client:
        client.create_all([Height])
        high = Height(value=3, earlier=[1, 2], between=Pair[int](left=2, right=4))
        with client.session() as session:
            session.add(high)
        two = Height.earlier.contains_any([2])  # type: ignore[misc]  # mypy: it may be of any T
        assert Height.objects.filter(two).all() == [high]
        assert Height.objects.one().between.right == 4


def test_a_generic_class_is_no_collection() -> None:
    with pytest.raises(MappingError, match="Loose is generic, and a collection has to know its"):

        class Loose(Model, Generic[T]):
            value: Property[T]
