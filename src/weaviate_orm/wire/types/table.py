"""Every data type but ``object``, by name."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from weaviate_orm.wire.types.blob import BLOB
from weaviate_orm.wire.types.boolean import BOOLEAN
from weaviate_orm.wire.types.date import DATE
from weaviate_orm.wire.types.geo import GEO
from weaviate_orm.wire.types.integer import INT
from weaviate_orm.wire.types.number import NUMBER
from weaviate_orm.wire.types.phone import PHONE
from weaviate_orm.wire.types.text import TEXT
from weaviate_orm.wire.types.uuid import UUID_TYPE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from weaviate_orm.wire.types.wire_type import WireType

SCALARS: Final[Mapping[str, WireType]] = MappingProxyType(
    {each.name: each for each in (TEXT, INT, NUMBER, BOOLEAN, DATE, UUID_TYPE, BLOB, GEO, PHONE)}
)
