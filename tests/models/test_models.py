"""What models are: pydantic models, with expressions on the class and guarded values."""

from __future__ import annotations

import copy
import enum
import json
import pickle
import pydoc
import subprocess
import sys
from datetime import UTC, datetime
from typing import Any, Literal
from uuid import UUID

import numpy as np
import pytest
from pydantic import ConfigDict, ValidationError, field_validator, model_validator

from weaviate_orm import (
    CollectionMeta,
    Filter,
    GeoCoordinates,
    InvertedIndex,
    MappingError,
    MisuseTypeError,
    Model,
    MultiReference,
    MultiTenancy,
    MultiVector,
    Nested,
    NestedModel,
    NotLoaded,
    PhoneNumber,
    Property,
    Reference,
    References,
    UnknownName,
    Vector,
    multi_refs,
    multi_vector,
    nested,
    prop,
    ref,
    reference_ids,
    refs,
    vector,
)
from weaviate_orm.models.instances import materialise
from weaviate_orm.models.model import ModelBase
from weaviate_orm.models.reference_list import ReferenceList

one, two, three = UUID(int=1), UUID(int=2), UUID(int=3)
now = datetime(2026, 1, 1, tzinfo=UTC)


class Author(Model):
    name: Property[str]


class Publisher(Model):
    name: Property[str] = prop(tokenization="field")


class Category(Model):
    title: Property[str] = prop(tokenization="field")
    note: Property[str | None] = prop(default=None)
    owner: Reference[Author | None] = ref(default=None)


class Street(NestedModel):
    name: Property[str]


class Address(NestedModel):
    city: Property[str] = prop(tokenization="field")
    codes: Property[list[int]] = prop(default_factory=list)
    street: Nested[Street | None] = nested(default=None)


class Question(Model):
    question: Property[str]
    points: Property[int]
    bonus: Property[int | None] = prop(default=None)
    tags: Property[list[str]] = prop(default_factory=list)
    address: Nested[Address | None] = nested(default=None)
    category: Reference[Category] = ref()
    second: Reference[Category | None] = ref(default=None)
    related: References[Question] = refs()
    sources: MultiReference[Author | Publisher] = multi_refs()
    embedding: Vector = vector()


class HardQuestion(Question):
    level: Property[int] = prop(default=1)


class Node(Model):
    name: Property[str]
    next: Reference[Node | None] = ref(default=None)


class Writer(Model):
    name: Property[str]
    books: References[Book] = refs()


class Book(Model):
    title: Property[str] = prop(tokenization="field")
    writer: Reference[Writer] = ref()


class Early(Model):
    late: Reference[Late]


class Late(Model):
    name: Property[str]


# Any: what follows does what the checkers refuse.
def question(**given: object) -> Any:
    made = {"question": "DNA?", "points": 3, "category": Category(title="science")}
    return Question.model_validate(made | given)


def fetched(**values: object) -> Any:
    """An object as a query without prefetching reads it."""
    held: dict[str, object] = {
        "id": one,
        "question": "DNA?",
        "points": 3,
        "bonus": None,
        "tags": [],
        "address": None,
    }
    return materialise(Question, [held | values], None)[0]


# -- values ---------------------------------------------------------------------------------


def test_a_reference_is_an_instance_an_id_or_a_dict() -> None:
    science = Category(title="science")
    made = question(category=science, second=two)
    assert made.category is science
    with pytest.raises(NotLoaded, match=r"Question\.second is not loaded on Question\(.*prefetch"):
        _ = made.second
    assert reference_ids(made, Question.second) == (two,)
    made.second = None
    assert made.second is None
    assert reference_ids(made, Question.second) == ()
    assert question(category={"title": "new"}).category.title == "new"
    assert reference_ids(question(category=str(two)), Question.category) == (two,)


@pytest.mark.parametrize("wrong", [None, Author(name="a"), "no uuid", 3])
def test_other_values_are_no_references(wrong: object) -> None:
    made = question()
    with pytest.raises(ValidationError, match="category"):
        made.category = wrong
    with pytest.raises(ValidationError, match="category"):
        question(category=wrong)


def test_a_reference_takes_exactly_its_class() -> None:
    class SpecialCategory(Category):
        pass

    with pytest.raises(
        ValidationError, match="must be an object of Category, not of SpecialCategory"
    ):
        question(category=SpecialCategory(title="x"))
    with pytest.raises(ValidationError, match="of Author or Publisher, not of Category"):
        question(sources=[Category(title="x")])


def test_what_was_not_fetched_raises_and_stays_out_of_dumps() -> None:
    made = fetched()
    for _ in range(2):
        with pytest.raises(NotLoaded) as caught:
            _ = made.category
        assert str(caught.value) == (
            "Question.category is not loaded on Question(0000…). "
            "Add .prefetch(Question.category) to the query."
        )
        with pytest.raises(NotLoaded, match=r"with_vectors\(Question\.embedding\)"):
            _ = made.embedding
        with pytest.raises(NotLoaded):  # no AttributeError, so these do not lie
            hasattr(made, "category")
        with pytest.raises(NotLoaded):
            getattr(made, "category", None)
        with pytest.raises(NotLoaded, match=r"prefetch\(Question\.category\.ids\)"):
            reference_ids(made, Question.category)
        assert not hasattr(made, "nope")
        left_out = {"category", "second", "related", "sources", "embedding"}
        assert not left_out & made.model_dump().keys()
        assert not left_out & json.loads(made.model_dump_json()).keys()
        assert "category" not in repr(made)
        made = pickle.loads(pickle.dumps(copy.copy(copy.deepcopy(made.model_copy()))))
        assert made == fetched()
    made.category = Category(title="x")
    assert made.category.title == "x"


def test_a_list_that_was_not_fetched_can_be_written() -> None:
    made = fetched()
    made.related.append(two)
    made.related.extend([two, three])
    made.related.remove(three)
    assert made.related.added == [two]
    assert made.related.removed == [three]
    for read in ("iter(r)", "len(r)", "bool(r)", "r[0]"):
        with pytest.raises(NotLoaded, match=r"prefetch\(Question\.related\)"):
            eval(read, {"r": made.related})
    assert "related" not in made.model_dump()
    other = question()
    made.related = [other]
    assert list(made.related) == [other]
    made.related.clear()
    assert len(made.related) == 0


def test_a_loaded_list_has_no_duplicates() -> None:
    a, b = question(), question()
    made = question(related=[a, a.id, b])
    assert isinstance(made.related, ReferenceList)
    assert list(made.related) == [a, b]
    made.related.append(two)
    assert reference_ids(made, Question.related) == (a.id, b.id, two)
    with pytest.raises(NotLoaded):
        list(made.related)
    made.related.remove(two)
    assert made.related[:1] == [a]
    assert [each["id"] for each in made.model_dump()["related"]] == [a.id, b.id]


@pytest.mark.parametrize("wrong", ["no uuid", str(one), None, 3])
def test_a_list_takes_objects_and_uuids(wrong: Any) -> None:
    for made in (question(), fetched()):
        with pytest.raises(MisuseTypeError, match="object of a model or its UUID"):
            made.related.append(wrong)
        with pytest.raises(MisuseTypeError, match="object of a model or its UUID"):
            made.related.remove(wrong)


def test_what_is_taken_out_and_put_back_counts_as_unchanged() -> None:
    made = fetched(related=ReferenceList[Any]("", [one, two]))
    made.related.clear()
    assert made.related.removed == [one, two]
    made.related.extend([two, one])
    assert (made.related.added, made.related.removed) == ([], [])
    assert reference_ids(made, Question.related) == (two, one)


def test_a_loaded_target_dumps_without_what_was_not_fetched() -> None:
    made = fetched(category=Category(title="x"), related=ReferenceList[Any]("", [fetched(id=two)]))
    (dumped,) = made.model_dump()["related"]
    assert "category" not in dumped
    assert json.loads(made.model_dump_json())["related"][0]["question"] == "DNA?"


def test_attributes_cannot_be_deleted() -> None:
    made = fetched()
    with pytest.raises(MisuseTypeError, match=r"Question\.points cannot be deleted .* Assign None"):
        del made.points


def test_a_copy_has_validated_values() -> None:
    made = fetched()
    other = made.model_copy(update={"points": "4", "id": two})
    assert (other.points, other.id, made.points, made.id) == (4, two, 3, one)
    with pytest.raises(ValidationError, match="points"):
        made.model_copy(update={"points": "many"})
    with pytest.raises(MisuseTypeError, match=r"Question\.id is a UUID"):
        made.model_copy(update={"id": 3})


def test_where_a_cycle_closes_the_id_stands() -> None:
    a: Any = Node(name="a", id=one)
    b: Any = Node(name="b", id=two, next=a)
    a.next = b
    expected = {"id": one, "name": "a", "next": {"id": two, "name": "b", "next": one}}
    assert a.model_dump() == expected
    assert json.loads(a.model_dump_json())["next"]["next"] == str(one)
    assert repr(a) == f"Node(id={one!r}, name='a', next=<Node {two}>)"
    for again in (pickle.loads(pickle.dumps(a)), copy.deepcopy(a)):
        assert again == a
        assert again is not a
        assert again.next.next is again
    writer = Writer(name="w", id=one)
    writer.books = [Book(title="t", id=two, writer=writer)]
    assert writer.model_dump()["books"] == [{"id": two, "title": "t", "writer": one}]


def test_vectors_are_float32_and_in_no_dump() -> None:
    made = question(embedding=[0.5, 1])
    assert made.embedding.dtype == np.float32
    made.embedding = np.ones(3)
    assert made.embedding.tolist() == [1, 1, 1]
    assert "embedding" not in made.model_dump()
    assert "embedding" not in json.dumps(Question.model_json_schema())
    assert question().embedding is None
    assert pickle.loads(pickle.dumps(made)).embedding.tolist() == [1, 1, 1]
    for wrong in ([[1.0]], [], [float("nan")], [1e300]):
        with pytest.raises(ValidationError, match="vector"):
            made.embedding = wrong


def test_the_id_is_read_only_and_optional() -> None:
    made = question(id=str(one))
    assert made.id == one
    assert question().id != question().id
    assert made.model_dump()["id"] == one
    with pytest.raises(ValidationError, match="frozen"):
        made.id = two
    schema = Question.model_json_schema()
    assert schema == Question.model_json_schema(mode="serialization")
    assert schema["$defs"]["Question"]["properties"]["id"]["format"] == "uuid"
    assert schema["$defs"]["Question"]["required"] == ["question", "points", "category"]


def test_equality_is_of_model_and_id() -> None:
    assert question(id=one) == question(id=one, points=9) != question(id=two)
    assert len({question(id=one), question(id=one), question(id=two)}) == 2
    assert HardQuestion(id=one, question="x", points=3, category=Category(title="x")) != question(
        id=one
    )


def test_keys_make_ids_that_do_not_change() -> None:
    class Page(Model):
        url: Property[str] = prop(name="address")
        year: Property[int]

        class Meta(CollectionMeta):
            key = ("url", "year")

    made = Page(url="x", year=1)
    assert made.id == Page(url="x", year=1).id == UUID("77590a3b-a264-5061-a8b1-e1fad42a1ef3")
    assert made.id != Page(url="x", year=2).id
    assert Page(url="x", year=1, id=two).id == two
    assert Page.model_validate_json(made.model_dump_json()) == made


class Colour(enum.Enum):
    RED = "red"
    BLUE = "blue"


class Everything(Model):
    text: Property[str] = prop(default="")
    colour: Property[Colour] = prop(default=Colour.RED)
    size: Property[Literal[1, 2]] = prop(default=1)
    number: Property[float] = prop(default=0.5)
    when: Property[datetime | None] = prop(default=None)
    where: Property[GeoCoordinates | None] = prop(default=None)
    phone: Property[PhoneNumber | None] = prop(default=None)
    blob: Property[bytes | None] = prop(default=None)
    token: Property[UUID | None] = prop(default=None)
    colours: Property[list[Colour]] = prop(default_factory=list)
    dates: Property[list[datetime]] = prop(default_factory=list)
    rows: MultiVector = multi_vector()


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("number", float("nan")),
        ("number", float("inf")),
        ("when", datetime(2026, 1, 1)),  # noqa: DTZ001 - what is refused
        ("blob", b""),
        ("text", "\ud800"),
        ("size", 3),
        ("dates", [datetime(2026, 1, 1)]),  # noqa: DTZ001 - what is refused
    ],
)
def test_what_the_wire_cannot_carry_is_refused(field: str, wrong: object) -> None:
    with pytest.raises(ValidationError, match=field):
        Everything.model_validate({field: wrong})


def test_large_ints_are_refused() -> None:
    for value in (2**53, -(2**53)):
        assert question(points=value).points == value
    for value in (2**53 + 1, -(2**53) - 1):
        with pytest.raises(ValidationError, match=r"exact up to 2\*\*53"):
            question(points=value)
    with pytest.raises(ValidationError, match=r"exact up to 2\*\*53"):
        question(address={"city": "x", "codes": [2**60]})


def test_json_and_back() -> None:
    made = Everything(
        colour=Colour.BLUE,
        when=now,
        where=GeoCoordinates(latitude=1.1, longitude=2.2),
        phone=PhoneNumber(input="0161", default_country="gb"),
        blob=b"\x00\xff",
        token=one,
        colours=[Colour.RED],
        dates=[now],
    )
    assert made.phone is not None
    assert made.phone.default_country == "GB"
    again = Everything.model_validate_json(made.model_dump_json())
    assert again.model_dump() == made.model_dump()
    assert json.loads(made.model_dump_json())["blob"] == "AP8="
    assert "tokenization" not in json.dumps(Everything.model_json_schema())


def test_strict_validation() -> None:
    strict = Question.model_validate(
        {"question": "a", "points": 1, "category": {"title": "x"}}, strict=True
    )
    assert len(strict.related) == 0
    with pytest.raises(ValidationError, match="valid integer"):
        Question.model_validate(
            {"question": "a", "points": "1", "category": {"title": "x"}}, strict=True
        )


def test_validators_run() -> None:
    class Doubled(Question):
        twice: Property[int] = prop(default=2)

        @field_validator("twice")
        @classmethod
        def doubled(cls, value: int) -> int:
            return 2 * value

    made: Any = Doubled(question="x", points=1, category=two, twice=4)
    assert made.twice == 8
    with pytest.raises(ValidationError, match="valid integer"):
        made.points = "many"


def test_the_post_init_of_a_model_runs_when_it_is_read() -> None:
    class Counting(Model):
        name: Property[str]

        def model_post_init(self, context: object, /) -> None:
            vars(self)["seen"] = self.name.upper()

    assert vars(Counting(name="a"))["seen"] == "A"
    (read,) = materialise(Counting, [{"id": one, "name": "b"}], None)
    assert vars(read)["seen"] == "B"
    assert read.id == one


# -- expressions ----------------------------------------------------------------------------


def test_expressions_are_printed_as_written() -> None:
    assert repr(Question.category[Category.owner][Author.name]) == (
        "Question.category[Category.owner][Author.name]"
    )
    assert repr(HardQuestion.points) == "HardQuestion.points"
    assert repr(Question.points.desc()) == "Question.points.desc()"
    assert repr((Question.points >= 3) & ~(Question.bonus == 1)) == (
        "(Question.points >= 3) & (~(Question.bonus == 1))"
    )
    assert f"Explain {Question.question}" == "Explain {question}"


def test_filters_are_values() -> None:
    filter_ = (Question.points >= 3) & Question.category[Category.title].in_(["x"])
    assert pickle.loads(pickle.dumps(filter_)) == filter_
    assert filter_ == (Question.points >= 3) & Question.category[Category.title].in_(["x"])
    assert hash(filter_) == hash(pickle.loads(pickle.dumps(filter_)))
    assert filter_ != (Question.points >= 4)
    with pytest.raises(MisuseTypeError, match="at least one part"):
        Filter.all()


def test_unknown_names() -> None:
    class Placed(Model):
        place: Property[GeoCoordinates]

    with pytest.raises(UnknownName) as caught:
        _ = Question.pionts  # type: ignore[attr-defined]  # what is tested
    assert str(caught.value) == "Question has no property 'pionts'. Did you mean 'points'?"
    with pytest.raises(AttributeError, match="Did you mean 'points'"):
        _ = question().pionts
    path: Any
    for path, name, said in (
        (Question.category, "title", "Did you mean Question.category[Category.title]?"),
        (Question.address, "city", "Did you mean Question.address[Address.city]?"),
        (Question.sources, "name", "Did you mean Question.sources.of(Author)[Author.name]?"),
        (Question.sources.of(Author), "name", "Did you mean Question.sources.of(Author)[Author.n"),
        (Question.category, "is_none", "Question.category has no .is_none."),
        (Question.related.count(), "question", "Question.related.count() has no .question."),
    ):
        with pytest.raises(UnknownName) as caught:
            getattr(path, name)
        assert said in str(caught.value)
        assert pickle.loads(pickle.dumps(copy.deepcopy(path))).location == path.location
    with pytest.raises(MisuseTypeError, match=r"\.within\('a', 0, km=1\): it takes numbers"):
        Placed.place.within("a", 0, km=1)  # type: ignore[arg-type]  # what is tested
    with pytest.raises(
        MisuseTypeError, match=r"Choose one: Question\.sources\.of\(Author\)\[Author"
    ):
        Question.sources[Author.name]  # type: ignore[index]  # what is tested
    with pytest.raises(UnknownName, match=r"Category has no property 'titel'. Did you mean"):
        Category(title="x", titel="y")  # type: ignore[call-arg]  # what is tested
    with pytest.raises(UnknownName, match="Address has no property 'town'"):
        Address(city="x", town="y")  # type: ignore[call-arg]  # what is tested


def test_other_arguments_are_the_business_of_a_class_that_takes_them() -> None:
    class Open(Model):
        model_config = ConfigDict(extra="ignore")
        name: Property[str]

    class Renaming(Model):
        name: Property[str]

        @model_validator(mode="before")
        @classmethod
        def _renamed(cls, values: dict[str, object]) -> dict[str, object]:
            return {"name": values["title"]}

    class Started(Model):
        name: Property[str]

        def __init__(self, title: str) -> None:
            super().__init__(name=title)  # type: ignore[call-arg]  # pydantic takes any

    made: Any
    for made in (Open, Renaming, Started):
        given = {"title": "x"} if made is not Open else {"title": "y", "name": "x"}
        assert made(**given).name == "x"
    assert Category.model_validate({"title": "x", "titel": "y"}).title == "x"


# -- classes --------------------------------------------------------------------------------


def test_bases_give_fields_and_settings() -> None:
    class Base(Model):
        created: Property[datetime | None] = prop(default=None)

        class Meta(CollectionMeta):
            abstract = True
            multi_tenancy = MultiTenancy()
            inverted_index = InvertedIndex(null_state=True)

    class First(Base):
        name: Property[str]

    class Second(Base):
        name: Property[str]

        class Meta(CollectionMeta):
            collection = "Zweite"
            inverted_index = InvertedIndex(timestamps=True)

    class Third(Second):
        pass

    assert First.__schema__["class"] == "First"
    assert First.__settings__.multi_tenancy == MultiTenancy()
    assert Second.__settings__.inverted_index == InvertedIndex(timestamps=True)
    assert Third.__schema__["class"] == "Third"
    assert not First.__settings__.abstract
    with pytest.raises(MappingError, match="Base is abstract"):
        _ = Base.__schema__


def test_the_bases_themselves_are_no_collections() -> None:
    for base in (ModelBase, Model):
        with pytest.raises(MappingError, match=f"{base.__name__} is abstract"):
            _ = base.__schema__


def test_help_reads_every_base() -> None:
    page = pydoc.render_doc(Question)
    assert "class Question" in page
    assert not hasattr(Model, "__schema__")


def test_faulty_classes_are_refused_when_they_are_made() -> None:
    with pytest.raises(MappingError, match="Meta has no setting 'colection'"):

        class Misspelt(Model):
            class Meta(CollectionMeta):
                colection = "X"

    with pytest.raises(MappingError, match=r"Hidden\._name begins with _ .* Call it name"):

        class Hidden(Model):
            _name: Property[str]
            _cache: int = 0

    for kind in (Vector, Property[str]):  # annotations that are no texts
        with pytest.raises(MappingError, match=r"Hidden\._x begins with _"):
            type(Model)("Hidden", (Model,), {"__annotations__": {"_x": kind}, "__module__": "m"})  # type: ignore[misc]  # a class is made

    with pytest.raises(MappingError, match=r"NoBase\.Meta has no base"):

        class NoBase(Model):
            class Meta:
                collection = "X"

    with pytest.raises(MappingError, match=r"Bare\.category needs `= ref\(\)`"):

        class Bare(Model):
            category: Reference[Category]

    with pytest.raises(MappingError, match="needs `= ref"):
        _ = Early.late  # open when the class was made

    with pytest.raises(MappingError, match="reserved"):

        class Reserved(Model):
            x: Property[str] = prop(name="_additional")

    with pytest.raises(MappingError, match="lower-case letter"):

        class Upper(Model):
            Title: Property[str]

    with pytest.raises(MappingError, match="one property for the server"):

        class Twice(Model):
            a: Property[str]
            b: Property[str] = prop(name="A".lower())

    with pytest.raises(MappingError, match="annotate it as Property"):

        class Plain(Model):
            title: str

    with pytest.raises(MappingError, match="no type for"):

        class Complex(Model):
            value: Property[complex]

    with pytest.raises(MappingError, match="key names 'nope'"):

        class Key(Model):
            name: Property[str]

            class Meta(CollectionMeta):
                key = ("nope",)

    with pytest.raises(MappingError, match="tokenization is for text"):

        class Tokenized(Model):
            number: Property[int] = prop(tokenization="field")

    with pytest.raises(MappingError, match="no references or vectors"):

        class Inner(NestedModel):
            category: Reference[Category] = ref()


def test_two_models_of_one_collection_are_refused() -> None:
    class First(Model):
        class Meta(CollectionMeta):
            collection = "Same"

    with pytest.raises(MappingError, match="both models of the collection 'Same'"):

        class Second(Model):
            class Meta(CollectionMeta):
                collection = "Same"

    assert First.__schema__["class"] == "Same"


def test_numpy_is_loaded_by_the_first_vector() -> None:
    code = "import sys, weaviate_orm; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_document_of_a_collection() -> None:
    class Documented(Model):
        """What it is."""

        text: Property[str] = prop(description="words", ascii_fold=True)
        points: Property[int] = prop(index_range=True, filterable=False)
        address: Nested[list[Address]] = nested(default_factory=list)
        author: Reference[Author] = ref()
        rows: MultiVector = multi_vector()

    assert Documented.__schema__ == {
        "class": "Documented",
        "description": "What it is.",
        "properties": [
            {
                "name": "text",
                "dataType": ["text"],
                "description": "words",
                "tokenization": "word",
                "textAnalyzer": {"asciiFold": True},
            },
            {
                "name": "points",
                "dataType": ["int"],
                "indexFilterable": False,
                "indexRangeFilters": True,
            },
            {
                "name": "address",
                "dataType": ["object[]"],
                "nestedProperties": [
                    {"name": "city", "dataType": ["text"], "tokenization": "field"},
                    {"name": "codes", "dataType": ["int[]"]},
                    {
                        "name": "street",
                        "dataType": ["object"],
                        "nestedProperties": [
                            {"name": "name", "dataType": ["text"], "tokenization": "word"}
                        ],
                    },
                ],
            },
            {"name": "author", "dataType": ["Author"], "disableDuplicatedReferences": True},
        ],
        "vectorConfig": {
            "rows": {
                "vectorizer": {"none": {}},
                "vectorIndexType": "hnsw",
                "vectorIndexConfig": {"multivector": {"enabled": True}},
            }
        },
    }


def test_models_are_bodies_and_responses_of_a_web_application() -> None:
    fastapi = pytest.importorskip("fastapi")
    from fastapi.testclient import TestClient

    app = fastapi.FastAPI()

    def post(body: Question) -> Question:
        return body

    def get() -> list[Question]:
        return [fetched(), fetched(category=two)]

    # Given as objects: the annotations of local functions are strings here.
    post.__annotations__ = {"body": Question, "return": Question}
    get.__annotations__ = {"return": list[Question]}
    app.post("/q")(post)
    app.get("/q")(get)
    client = TestClient(app)
    sent = {"question": "x", "points": 1, "category": {"title": "c"}, "related": [str(two)]}
    answer = client.post("/q", json=sent)
    assert answer.status_code == 200
    assert answer.json()["category"]["title"] == "c"
    assert answer.json()["related"] == [str(two)]
    first, second = client.get("/q").json()
    assert "category" not in first
    assert second["category"] == str(two)
    assert client.post("/q", json={**sent, "category": None}).status_code == 422
