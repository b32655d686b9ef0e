"""Ids as writes take and show them: uuids in the spellings that the server reads."""

from __future__ import annotations

from weaviate_orm.engine.text.literals import InvalidId
from weaviate_orm.engine.text.literals import parse_uuid as parse_id
from weaviate_orm.engine.text.literals import uuid_text as id_text

__all__ = ["InvalidId", "id_text", "parse_id"]
