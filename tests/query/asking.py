"""Requests as text, and replies made by hand."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import indent
from typing import TYPE_CHECKING

from google.protobuf import text_format

from weaviate_orm.query.describing import described
from weaviate_orm.wire import messages as pb

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from weaviate_orm.transport.protocol import Call

FLAGS = "uses_123_api: true uses_125_api: true uses_127_api: true "
NOTE = (
    'collection: "Note" metadata { uuid: true } properties { non_ref_properties: "text" '
    'non_ref_properties: "title" non_ref_properties: "points" non_ref_properties: "written" } '
)
NOTE_IDS = 'collection: "Note" metadata { uuid: true } properties {} '
PAGE = 1000


def search(text: str, limit: int = PAGE) -> pb.SearchRequest:
    """A search request from the text format; what is said later adds to what is said before."""
    return text_format.Merge(f"{FLAGS} limit: {limit} {text}", pb.SearchRequest())


def note(text: str = "", limit: int = PAGE) -> pb.SearchRequest:
    """The request for whole notes, with more in it."""
    return search(NOTE + text, limit)


def note_ids(text: str = "", limit: int = PAGE) -> pb.SearchRequest:
    """The request for ids of notes, with more in it."""
    return search(NOTE_IDS + text, limit)


def filters(text: str) -> pb.Filters:
    return text_format.Parse(text, pb.Filters())


def count_request(text: str = "") -> pb.AggregateRequest:
    """The request that counts notes."""
    return text_format.Parse(
        f'collection: "Note" objects_count: true {text}', pb.AggregateRequest()
    )


def deletion(text: str) -> pb.BatchDeleteRequest:
    """The request that deletes notes."""
    return text_format.Parse(f'collection: "Note" {text}', pb.BatchDeleteRequest())


def indented(request: pb.SearchRequest) -> str:
    """A request as ``explain()`` shows it."""
    return indent(described(request), "  ")


# -- replies ----------------------------------------------------------------------------------


def a_note(
    id: UUID,
    text: str = "",
    points: int = 0,
    written: datetime | None = None,
) -> pb.SearchResult:
    """One result of a search for whole notes."""
    fields = {
        "text": pb.Value(text_value=text),
        "title": pb.Value(text_value=""),
        "points": pb.Value(int_value=points),
        "written": pb.Value(null_value=pb.NullValue.NULL_VALUE)
        if written is None
        else pb.Value(date_value=written.isoformat()),
    }
    return pb.SearchResult(
        metadata=pb.MetadataResult(id=str(id), id_as_bytes=id.bytes),
        properties=pb.PropertiesResult(
            target_collection="Note", non_ref_props=pb.Properties(fields=fields)
        ),
    )


def found(results: Iterable[pb.SearchResult] = ()) -> pb.SearchReply:
    return pb.SearchReply(took=0.25, results=list(results))


def notes(ids: Iterable[UUID]) -> pb.SearchReply:
    """A reply of empty notes."""
    return found(a_note(each) for each in ids)


def counted(count: int) -> pb.AggregateReply:
    return pb.AggregateReply(single_result=pb.AggregateReply.Single(objects_count=count))


def messages_of(calls: Iterable[Call]) -> list[object]:
    return [getattr(call, "message", call) for call in calls]
