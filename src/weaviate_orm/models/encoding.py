"""The encoder of a model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weaviate_orm.models.mapping import once_per_class
from weaviate_orm.models.shapes import shape_of
from weaviate_orm.wire.encode import Encoder, compile_encoder

if TYPE_CHECKING:
    from weaviate_orm.models.model import ModelBase


@once_per_class
def encoder_of(model: type[ModelBase]) -> Encoder:
    """The encoder of a model, compiled once."""
    return compile_encoder(shape_of(model))
