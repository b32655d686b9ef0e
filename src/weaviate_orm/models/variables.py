"""The type variables that expressions, fields and query sets share."""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from pydantic import BaseModel
from typing_extensions import TypeVar

if TYPE_CHECKING:
    from weaviate_orm.models.model import HasProperties, ModelBase, NestedModel

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
E = TypeVar("E", default=T)
"""One element: of a list its items, of ``X | None`` the X.

In this package it is written out: mypy 1.19 leaves the default open where modules import each
other.
"""
X = TypeVar("X")
X2 = TypeVar("X2")
Orderable = TypeVar("Orderable", int, float, datetime)
"""What the server can order in an aggregate."""
Numeric = TypeVar("Numeric", int, float)
Member = TypeVar("Member", bound=Enum)
"""Of an enum, which holds texts or ints."""
Texts = TypeVar("Texts", bound=str | Enum)
"""A text, a literal, a member of an enum of texts."""
S = TypeVar("S", bound="HasProperties")
"""Where a property stands: a model, a nested model."""
S_contra = TypeVar("S_contra", bound="HasProperties", contravariant=True)
M = TypeVar("M", bound="ModelBase")
C = TypeVar("C", bound="ModelBase")
"""The target of a reference."""
D = TypeVar("D", bound="ModelBase")
"""The target of a reference's reference."""
C_co = TypeVar("C_co", bound="ModelBase", covariant=True)
RT = TypeVar("RT", bound=BaseModel | None)
"""What a reference reads as. Not bound to ``ModelBase``: ``ref`` is a field specifier, and with
the cycle ModelBase -> its metaclass -> ref -> ModelBase pyright loses ModelBase's fields."""
A = TypeVar("A", bound="NestedModel")
B = TypeVar("B", bound="NestedModel")
A_co = TypeVar("A_co", bound="NestedModel", covariant=True)

Tokenization: TypeAlias = Literal["word", "lowercase", "whitespace", "field", "trigram"]
MetadataName: TypeAlias = Literal[
    "score", "explain_score", "distance", "certainty", "creation_time", "last_update_time"
]
Anything: TypeAlias = Any
