"""The documented bodies of the object routes, and objects as JSON."""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING, cast

import numpy as np

from weaviate_orm.engine.errors import JSON, v_error
from weaviate_orm.engine.rest.decode import (
    ANYTHING,
    BOOL,
    FLOAT32,
    FLOAT64,
    INT64,
    TEXT,
    TEXTS,
    Kind,
    Many,
    Mapped,
    Struct,
    decode_object,
)
from weaviate_orm.engine.rest.json import Number
from weaviate_orm.engine.rest.router import unreadable
from weaviate_orm.engine.store.values import Geo, Phone
from weaviate_orm.engine.text.literals import quoted
from weaviate_orm.engine.untyped import is_list, is_object
from weaviate_orm.engine.vectors.encoding import MultiBytes, Raw
from weaviate_orm.engine.write.beacons import beacon_text, href
from weaviate_orm.engine.write.draft import Draft
from weaviate_orm.engine.write.gotext import show
from weaviate_orm.engine.write.ids import InvalidId, parse_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from weaviate_orm.engine.catalog import Catalog
    from weaviate_orm.engine.rest.json import Literal
    from weaviate_orm.engine.store.values import Beacon

OBJECT = Struct(
    "models.Object",
    {
        "class": TEXT,
        "id": TEXT,
        "tenant": TEXT,
        "properties": ANYTHING,
        "vector": Many(FLOAT32, "models.C11yVector"),
        "vectors": Mapped(ANYTHING, "map[string]json.RawMessage"),
        "additional": Mapped(ANYTHING, "models.AdditionalProperties"),
        "creationTimeUnix": INT64,
        "lastUpdateTimeUnix": INT64,
        "vectorWeights": ANYTHING,
    },
)
BATCH = Struct(
    "batch.BatchObjectsCreateBody",
    {"fields": Many(TEXT, "[]*string"), "objects": Many(OBJECT, "[]*models.Object")},
)
SINGLE_REFERENCE = Struct(
    "models.SingleRef",
    {"beacon": TEXT, "href": TEXT, "class": TEXT, "schema": ANYTHING},
)
REFERENCES = Many(SINGLE_REFERENCE, "models.MultipleRef")
BATCH_REFERENCES = Many(
    Struct("models.BatchReference", {"from": TEXT, "to": TEXT, "tenant": TEXT}),
    "[]*models.BatchReference",
)
_GEO_RANGE = Struct(
    "models.WhereFilterGeoRange",
    {
        "distance": Struct("models.WhereFilterGeoRangeDistance", {"max": FLOAT64}),
        "geoCoordinates": Struct(
            "models.GeoCoordinates", {"latitude": FLOAT32, "longitude": FLOAT32}
        ),
    },
)
_VALUES: Mapping[str, Kind] = {
    "valueInt": INT64,
    "valueNumber": FLOAT64,
    "valueBoolean": BOOL,
    "valueString": TEXT,
    "valueText": TEXT,
    "valueDate": TEXT,
    "valueIntArray": Many(INT64, "[]int64"),
    "valueNumberArray": Many(FLOAT64, "[]float64"),
    "valueBooleanArray": Many(BOOL, "[]bool"),
    "valueStringArray": TEXTS,
    "valueTextArray": TEXTS,
    "valueDateArray": TEXTS,
    "valueGeoRange": _GEO_RANGE,
}
_where: dict[str, Kind] = {"operator": TEXT, "path": TEXTS, **_VALUES}
WHERE = Struct("models.WhereFilter", _where)
_where["operands"] = Many(WHERE, "[]*models.WhereFilter")
BATCH_DELETE = Struct(
    "models.BatchDelete",
    {
        "match": Struct("models.BatchDeleteMatch", {"class": TEXT, "where": WHERE}),
        "output": TEXT,
        "dryRun": BOOL,
        "deletionTimeUnixMilli": INT64,
    },
)

_URI = re.compile(r"/|[A-Za-z][A-Za-z0-9+.-]*:")


# Reading ------------------------------------------------------------------------------------------


def read_object(body: Literal) -> dict[str, object]:
    """The members of an object's envelope; an id that is no uuid is refused."""
    document = decode_object(OBJECT, body)
    check_id(document.get("id"), "id in body")
    return document


def check_id(value: object, place: str) -> None:
    """Refuse a text that is no uuid.

    Raises:
        HttpError: with `place` in the text.
    """
    if isinstance(value, str) and value:
        try:
            parse_id(value)
        except InvalidId:
            raise v_error(422, f'{place} must be of type uuid: "{value}"', 601) from None


def check_uri(value: object, place: str) -> str:
    """A text that is a URI or empty.

    Raises:
        HttpError: it is something else; with `place` in the text.
    """
    text = value if isinstance(value, str) else ""
    if text and not _URI.match(text):
        raise v_error(422, f"{place} must be of type uri: {quoted(text)}", 601)
    return text


def draft_of(catalog: Catalog, document: Mapping[str, object]) -> Draft:
    """An object's envelope as a draft.

    Raises:
        HttpError: a vector has a wrong JSON type.
    """
    name = text_of(document, "class")
    draft = Draft(
        id=text_of(document, "id"),
        collection=catalog.resolve(name) if name else "",
        tenant=text_of(document, "tenant"),
    )
    properties = document.get("properties")
    if is_object(properties):
        draft.properties = properties
    elif properties is not None:
        draft.unreadable = f"could not recognize object's properties: {show(properties)}"
    vector = cast("Sequence[float] | None", document.get("vector"))  # decoded as numbers
    if vector:
        draft.vector = struct.pack(f"<{len(vector)}f", *vector)
    # Decoded as they are: members of any JSON.
    for target, given in cast("Mapping[str, Literal]", document.get("vectors") or {}).items():
        try:
            raw = _vector(target, given)
        except _UnevenRows as error:
            draft.misfits[target] = error.lengths
        else:
            if raw:
                draft.vectors[target] = raw
    return draft


def text_of(document: Mapping[str, object], name: str) -> str:
    value = document.get(name)
    return value if isinstance(value, str) else ""


def _vector(name: str, given: Literal) -> Raw:
    if given is None:
        return b""
    if isinstance(given, list):
        numbers = _all_numbers(given)
        if numbers is not None:
            return _packed(numbers)
        rows = [_all_numbers(row or []) for row in given if row is None or isinstance(row, list)]
        full = [row for row in rows if row is not None]
        if len(full) == len(given):
            return _packed_rows(full)
    raise unreadable(
        "vectors: cannot unmarshal vector into either []float32 or [][]float32 "
        f"for target vector {name}"
    )


def _all_numbers(given: Sequence[Literal]) -> list[float] | None:
    """The numbers of a list that holds nothing else; null is 0."""
    numbers = [
        0.0 if each is None else float(each)
        for each in given
        if each is None or isinstance(each, Number)
    ]
    return numbers if len(numbers) == len(given) else None


class _UnevenRows(Exception):
    """Rows that are no multi-vector."""

    def __init__(self, lengths: tuple[int, ...]) -> None:
        super().__init__(lengths)
        self.lengths = lengths


def _packed(numbers: Sequence[float]) -> bytes:
    return np.asarray(numbers, np.float32).astype("<f4").tobytes()


def _packed_rows(rows: Sequence[Sequence[float]]) -> MultiBytes:
    """The encoding of rows.

    Raises:
        _UnevenRows: they are of different lengths, or empty.
    """
    width = len(rows[0])
    if not width or any(len(row) != width for row in rows):
        raise _UnevenRows(tuple(len(row) for row in rows))
    return MultiBytes(width.to_bytes(2, "little") + b"".join(_packed(row) for row in rows))


# Writing ------------------------------------------------------------------------------------------


def stored_json(value: object) -> JSON:
    """A stored value as JSON."""
    if isinstance(value, Geo):
        return {"latitude": short(value.latitude), "longitude": short(value.longitude)}
    if isinstance(value, Phone):
        return phone_json(value)
    if is_list(value):
        return [stored_json(item) for item in value]
    if is_object(value):
        return {name: stored_json(v) for name, v in value.items()}
    return cast("JSON", value)  # the rest of what is stored: texts, numbers, booleans


def phone_json(phone: Phone) -> JSON:
    """A phone number; members that are empty, 0 or false are left out."""
    members: dict[str, JSON] = {
        "countryCode": phone.country_code,
        "defaultCountry": phone.default_country,
        "input": phone.input,
        "internationalFormatted": phone.international_formatted,
        "national": phone.national,
        "nationalFormatted": phone.national_formatted,
        "valid": phone.valid,
    }
    return {name: value for name, value in members.items() if value}


def properties_json(
    values: Mapping[str, object], references: Mapping[str, Sequence[Beacon]], origin: str | None
) -> dict[str, JSON]:
    """Stored properties as JSON, by name in their order; an `origin` gives references a `href`."""
    out: dict[str, JSON] = {name: stored_json(value) for name, value in values.items()}
    for name, beacons in references.items():
        out[name] = [_reference_json(b, origin) for b in beacons]
    return dict(sorted(out.items()))


def _reference_json(beacon: Beacon, origin: str | None) -> dict[str, JSON]:
    text = beacon_text(beacon)
    return {"beacon": text} if origin is None else {"beacon": text, "href": href(beacon, origin)}


def vectors_json(vectors: Mapping[str, Raw]) -> dict[str, JSON]:
    """The members `vector` and `vectors` of an object."""
    out: dict[str, JSON] = {}
    if "" in vectors:
        out["vector"] = _floats(vectors[""])
    named: dict[str, JSON] = {n: _numbers(raw) for n, raw in sorted(vectors.items()) if n}
    if named:
        out["vectors"] = named
    return out


def _numbers(raw: Raw) -> JSON:
    if not isinstance(raw, MultiBytes):
        return _floats(raw)
    width = int.from_bytes(raw[:2], "little")
    if not width:
        return [[]]
    return [_floats(raw[at : at + 4 * width]) for at in range(2, len(raw), 4 * width)]


def _floats(raw: bytes) -> JSON:
    numbers = np.frombuffer(raw, "<f4", len(raw) // 4)
    return [float(str(number)) for number in numbers]


def short(value: float) -> float:
    """A float32 as the shortest decimal that means it."""
    return float(str(np.float32(value)))
