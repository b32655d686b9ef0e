"""What a selection asks for."""

from __future__ import annotations

import pytest

from tests import strategies as own
from weaviate_orm.errors import MisuseValueError, UnknownName
from weaviate_orm.wire import messages as pb
from weaviate_orm.wire.decode import compile_decoder
from weaviate_orm.wire.selection import NestedSelection, ReferenceSelection, Selection
from weaviate_orm.wire.shape import (
    CollectionShape,
    DataType,
    NestedShape,
    PropertyShape,
    ReferenceShape,
    VectorShape,
)


def prop(
    name: str, data_type: DataType = "text", nested: NestedShape | None = None
) -> PropertyShape:
    return PropertyShape(name, f"{name}Name", data_type, f"Thing.{name}", nested=nested)


INNER = NestedShape("Inner", (prop("deep"), prop("picture", "blob")), own.make_instances)
ADDRESS = NestedShape("Address", (prop("city"), prop("inner", "object", INNER)), own.make_instances)
PERSON = CollectionShape("Person", "Person", (prop("name"), prop("photo", "blob")))
THING = CollectionShape(
    "Thing",
    "Thing",
    (prop("title"), prop("picture", "blob"), prop("addresses", "object[]", ADDRESS)),
    references=(
        ReferenceShape("author", "authorRef", "Thing.author", ("Person",)),
        ReferenceShape("mentions", "mentionsRef", "Thing.mentions", ("Person", "Thing"), many=True),
    ),
    vectors=(
        VectorShape("plain", "", "Thing.plain"),
        VectorShape("named", "theName", "Thing.named"),
    ),
)
ID_ONLY = pb.MetadataRequest(uuid=True)


def requested(selection: Selection) -> pb.PropertiesRequest:
    return selection.request(THING)[0]


def test_everything_is_asked_for_by_name() -> None:
    properties, metadata = Selection().request(THING)
    assert properties == pb.PropertiesRequest(
        non_ref_properties=["titleName", "pictureName"],
        object_properties=[
            pb.ObjectPropertiesRequest(
                prop_name="addressesName",
                primitive_properties=["cityName"],
                object_properties=[
                    pb.ObjectPropertiesRequest(
                        prop_name="innerName", primitive_properties=["deepName", "pictureName"]
                    )
                ],
            )
        ],
    )
    assert metadata == ID_ONLY


def test_some_properties_and_some_members() -> None:
    selection = Selection(
        properties=(
            "title",
            NestedSelection("addresses", (NestedSelection("inner", ("picture",)),)),
        )
    )
    assert requested(selection) == pb.PropertiesRequest(
        non_ref_properties=["titleName"],
        object_properties=[
            pb.ObjectPropertiesRequest(
                prop_name="addressesName",
                object_properties=[
                    pb.ObjectPropertiesRequest(
                        prop_name="innerName", primitive_properties=["pictureName"]
                    )
                ],
            )
        ],
    )


def test_no_properties() -> None:
    assert requested(Selection(properties=())) == pb.PropertiesRequest()


def test_references() -> None:
    selection = Selection(
        properties=(),
        references=(
            ReferenceSelection("author", PERSON, Selection(properties=("name",))),
            ReferenceSelection("mentions", THING, Selection((), (ReferenceSelection("author"),))),
        ),
    )
    assert requested(selection) == pb.PropertiesRequest(
        ref_properties=[
            pb.RefPropertiesRequest(
                reference_property="authorRef",
                properties=pb.PropertiesRequest(non_ref_properties=["nameName"]),
                metadata=ID_ONLY,
            ),
            pb.RefPropertiesRequest(
                reference_property="mentionsRef",
                target_collection="Thing",
                properties=pb.PropertiesRequest(
                    ref_properties=[
                        pb.RefPropertiesRequest(
                            reference_property="authorRef",
                            properties=pb.PropertiesRequest(),
                            metadata=ID_ONLY,
                        )
                    ]
                ),
                metadata=ID_ONLY,
            ),
        ]
    )


def test_a_followed_reference_asks_for_all_properties_unless_told() -> None:
    (followed,) = requested(Selection((), (ReferenceSelection("author", PERSON),))).ref_properties
    assert list(followed.properties.non_ref_properties) == ["nameName", "photoName"]


def test_ids_of_one_of_several_collections() -> None:
    selection = Selection((), (ReferenceSelection("mentions", collection="Person"),))
    (followed,) = requested(selection).ref_properties
    assert followed.target_collection == "Person"
    assert followed.HasField("properties")


def test_vectors_and_metadata() -> None:
    selection = Selection(
        vectors=("named",), metadata=("score", "creation_time", "is_consistent", "rerank_score")
    )
    assert selection.request(THING)[1] == pb.MetadataRequest(
        uuid=True, vectors=["theName"], score=True, creation_time_unix=True, is_consistent=True
    )
    assert Selection(vectors=("plain",)).request(THING)[1] == pb.MetadataRequest(
        uuid=True, vector=True
    )
    every = Selection(
        metadata=("distance", "certainty", "explain_score", "last_update_time")
    ).request(THING)[1]
    assert every == pb.MetadataRequest(
        uuid=True, distance=True, certainty=True, explain_score=True, last_update_time_unix=True
    )


@pytest.mark.parametrize(
    ("selection", "sentence"),
    [
        (Selection(("titel",)), "Thing has no property 'titel'"),
        (
            Selection((NestedSelection("addresses", ("cty",)),)),
            "Thing.addresses has no property 'cty'",
        ),
        (Selection((), (ReferenceSelection("autor"),)), "Thing has no reference 'autor'"),
        (Selection((), vectors=("named2",)), "Thing has no vector 'named2'"),
    ],
)
def test_unknown_names(selection: Selection, sentence: str) -> None:
    with pytest.raises(UnknownName, match=sentence):
        selection.request(THING)
    with pytest.raises(UnknownName, match=sentence):
        compile_decoder(THING, selection)


@pytest.mark.parametrize(
    ("selection", "sentence"),
    [
        (Selection(("title", "title")), "Thing: title is selected twice"),
        (Selection((NestedSelection("addresses", ()),)), "without any of its members"),
        (Selection((), (ReferenceSelection("author"),) * 2), "Thing: author is selected twice"),
        (Selection(vectors=("named", "named")), "Thing: named is selected twice"),
        (
            Selection((), (ReferenceSelection("mentions"),)),
            "points to Person or Thing: one request reads the objects of one of them, not of all",
        ),
        (Selection((), (ReferenceSelection("mentions", collection="Other"),)), "not of Other"),
    ],
)
def test_selections_that_cannot_be(selection: Selection, sentence: str) -> None:
    with pytest.raises(MisuseValueError, match=sentence):
        selection.request(THING)


def test_selections_are_keys() -> None:
    made = [Selection(("title",), (ReferenceSelection("author", PERSON),)) for _ in range(2)]
    assert len(set(made)) == 1
