"""Ids as writes take and show them: uuids in the spellings that the server reads."""

from __future__ import annotations

from weaviate_orm.engine.text.literals import InvalidId
from weaviate_orm.engine.text.literals import parse_uuid as parse_id
from weaviate_orm.engine.text.literals import uuid_text as id_text

__all__ = ["InvalidId", "id_text", "other_spelling", "parse_id"]


def other_spelling(text: str, uuid: bytes) -> str:
    """The text of an id if it is not the usual one, else nothing."""
    return text if text and text != id_text(uuid) else ""
