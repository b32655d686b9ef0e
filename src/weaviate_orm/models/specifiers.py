"""Field specifiers: ``prop()``, ``nested()``, ``ref()``, ``refs()``, ``vector()`` and so on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast, overload
from uuid import uuid4

from pydantic import Field as PydanticField

from weaviate_orm.errors import MisuseTypeError
from weaviate_orm.models.variables import T, Tokenization

if TYPE_CHECKING:
    from weaviate_orm.models.fields import (
        Id,
        MultiReference,
        MultiVector,
        Nested,
        Property,
        Reference,
        References,
        Vector,
    )
    from weaviate_orm.models.settings import VectorIndex, Vectorizer

Kind: TypeAlias = Literal["property", "nested", "reference", "references", "vector", "id"]


@dataclass(frozen=True)
class PropertyOptions:
    """The mapper's settings of a property; None: as the server has it by default."""

    tokenization: Tokenization | None = None
    filterable: bool | None = None
    searchable: bool | None = None
    range_filters: bool | None = None
    ascii_fold: bool = False
    skip_vectorization: bool = False
    vectorize_name: bool | None = None


@dataclass(frozen=True)
class VectorOptions:
    """The mapper's settings of a target vector."""

    vectorizer: Vectorizer | None = None
    index: VectorIndex | None = None
    source: tuple[str, ...] = ()
    unnamed: bool = False


@dataclass(frozen=True)
class Specified:
    """What a specifier leaves in the class body. The mapper's settings do not go through
    pydantic, so they cannot show in its JSON schema.
    """

    pydantic: Any
    kind: Kind = "property"
    name: str | None = None
    description: str | None = None
    options: PropertyOptions = PropertyOptions()
    vector: VectorOptions = VectorOptions()


_NESTED = ("default", "default_factory", "name", "description")
_PROP = (
    *_NESTED,
    "tokenization",
    "filterable",
    "searchable",
    "index_range",
    "ascii_fold",
    "skip_vectorization",
    "vectorize_name",
)
_REF = ("default", "name", "description")


def _check_given(maker: str, given: Mapping[str, object], known: tuple[str, ...]) -> None:
    """Any other argument would go through to the JSON schema."""
    for name in given:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            hint = f" Did you mean {near[0]!r}?" if near else f" It takes {', '.join(known)}."
            raise MisuseTypeError(f"{maker}() has no argument {name!r}.{hint}")


# The return types make ``points: Property[int] = prop(default="x")`` an error while an
# omitted default leaves T free. ``ref`` and ``nested`` likewise.
@overload
def prop(
    *,
    default: T,
    name: str | None = None,
    description: str | None = None,
    tokenization: Tokenization | None = None,
    filterable: bool | None = None,
    searchable: bool | None = None,
    index_range: bool | None = None,
    ascii_fold: bool = False,
    skip_vectorization: bool = False,
    vectorize_name: bool | None = None,
) -> Property[T]: ...
@overload
def prop(
    *,
    default_factory: Callable[[], T],
    name: str | None = None,
    description: str | None = None,
    tokenization: Tokenization | None = None,
    filterable: bool | None = None,
    searchable: bool | None = None,
    index_range: bool | None = None,
    ascii_fold: bool = False,
    skip_vectorization: bool = False,
    vectorize_name: bool | None = None,
) -> Property[T]: ...
@overload
def prop(
    *,
    name: str | None = None,
    description: str | None = None,
    tokenization: Tokenization | None = None,
    filterable: bool | None = None,
    searchable: bool | None = None,
    index_range: bool | None = None,
    ascii_fold: bool = False,
    skip_vectorization: bool = False,
    vectorize_name: bool | None = None,
) -> Property[Any]: ...
def prop(
    *,
    name: str | None = None,
    description: str | None = None,
    tokenization: Tokenization | None = None,
    filterable: bool | None = None,
    searchable: bool | None = None,
    index_range: bool | None = None,
    ascii_fold: bool = False,
    skip_vectorization: bool = False,
    vectorize_name: bool | None = None,
    **given: Any,
) -> Specified | Any:
    """Say more of a property than its type.

    Args:
        default, default_factory: Its value where none is given, also for null on the server.
        name: Its name on the server, where that differs from the attribute's.
        description: Kept in the schema, and in the JSON schema of the model.
        tokenization: How a text is split into words: ``word`` by default; for enums and
            literals ``field``, which keeps the text whole.
        filterable: Can be filtered; True by default.
        searchable: A text can be searched by keywords; True by default.
        index_range: An int, number or date has an index for ranges; False by default.
        ascii_fold: Search and filter without regard to accents.
        skip_vectorization: The vectorizer does not see it.
        vectorize_name: The vectorizer sees the property's name beside its value.
        given: ``default`` and ``default_factory``, as pydantic takes them.
    """
    _check_given("prop", given, _PROP)
    options = PropertyOptions(
        tokenization,
        filterable,
        searchable,
        index_range,
        ascii_fold,
        skip_vectorization,
        vectorize_name,
    )
    return Specified(
        PydanticField(description=description, **given),
        name=name,
        description=description,
        options=options,
    )


@overload
def nested(*, default: T, name: str | None = None, description: str | None = None) -> Nested[T]: ...
@overload
def nested(
    *,
    default_factory: Callable[[], T],
    name: str | None = None,
    description: str | None = None,
) -> Nested[T]: ...
@overload
def nested(*, name: str | None = None, description: str | None = None) -> Nested[Any]: ...
def nested(
    *, name: str | None = None, description: str | None = None, **given: Any
) -> Specified | Any:
    """Say more of an object property than its type."""
    _check_given("nested", given, _NESTED)
    return Specified(
        PydanticField(description=description, **given),
        "nested",
        name=name,
        description=description,
    )


@overload
def ref(
    *, default: None, name: str | None = None, description: str | None = None
) -> Reference[Any | None]: ...
@overload
def ref(*, name: str | None = None, description: str | None = None) -> Reference[Any]: ...
def ref(
    *, name: str | None = None, description: str | None = None, **given: Any
) -> Specified | Any:
    """A reference to one object. ``ref(default=None)`` may be left out of the constructor."""
    _check_given("ref", given, _REF)
    return Specified(
        PydanticField(description=description, **given),
        "reference",
        name=name,
        description=description,
    )


# No specifiers for the checkers, so these make a field that may be left out.
def refs(*, name: str | None = None, description: str | None = None) -> References[Any]:
    """References to any number of objects of one model."""
    return cast("References[Any]", _many(name, description))  # the metaclass takes it out


def multi_refs(*, name: str | None = None, description: str | None = None) -> MultiReference[Any]:
    """References to any number of objects of several models."""
    return cast("MultiReference[Any]", _many(name, description))  # the metaclass takes it out


def _many(name: str | None, description: str | None) -> Specified:
    return Specified(
        PydanticField(default=(), validate_default=True, description=description),
        "references",
        name=name,
        description=description,
    )


def _check_vector(maker: str, vectorizer: object, source: object, index: object) -> None:
    from weaviate_orm.models.settings import VectorIndex, Vectorizer

    if not isinstance(vectorizer, Vectorizer | None):
        raise MisuseTypeError(
            f"{maker}({vectorizer!r}): it takes one of `vectorizers`, such as "
            "vectorizers.text2vec_openai(…)."
        )
    if isinstance(source, str):
        raise MisuseTypeError(f"{maker}(source={source!r}): it takes a list: [{source!r}].")
    if vectorizer is not None and source:
        raise MisuseTypeError(
            f"{maker}(source={source!r}): it says what the application makes the vector of, and "
            f"here {vectorizer.module} does. Give the source to the vectorizer."
        )
    if not isinstance(index, VectorIndex | None):
        raise MisuseTypeError(
            f"{maker}(index={index!r}): it takes one of `indexes`, such as indexes.hnsw(…)."
        )


def vector(
    vectorizer: Vectorizer | None = None,
    /,
    *,
    source: Sequence[str] = (),
    index: VectorIndex | None = None,
    name: str | None = None,
    unnamed: bool = False,
) -> Vector:
    """A target vector.

    Args:
        vectorizer: The module that makes it, of ``vectorizers``; None: the application does.
        source: The attributes that it is made of, where the application makes it.
        index: Of ``indexes``; None: hnsw with the server's settings.
        name: Its name on the server, where that differs from the attribute's.
        unnamed: It is the old vector without a name, which some collections have.
    """
    _check_vector("vector", vectorizer, source, index)
    options = VectorOptions(vectorizer, index, tuple(source), unnamed)
    made = Specified(PydanticField(default=None, exclude=True), "vector", name=name, vector=options)
    return cast("Vector", made)  # the metaclass takes it out


def multi_vector(
    vectorizer: Vectorizer | None = None,
    /,
    *,
    source: Sequence[str] = (),
    index: VectorIndex | None = None,
    name: str | None = None,
) -> MultiVector:
    """A target vector of several rows, for late-interaction models."""
    _check_vector("multi_vector", vectorizer, source, index)
    options = VectorOptions(vectorizer, index, tuple(source))
    made = Specified(PydanticField(default=None, exclude=True), "vector", name=name, vector=options)
    return cast("MultiVector", made)  # the metaclass takes it out


def object_id() -> Id:
    """The object's uuid. A key's takes the place of the random one when the object is made."""
    made = Specified(PydanticField(default_factory=uuid4, frozen=True), "id")
    return cast("Id", made)  # the metaclass takes it out
