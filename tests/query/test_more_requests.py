"""Requests of searches by media, keyword operators, generated texts, groups and cards."""

from __future__ import annotations

import io
from base64 import b64encode
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from google.protobuf import text_format

from tests.query.models import Address, Category, Memo, Note, Page, Question
from weaviate_orm import (
    Answer,
    Client,
    CollectionMeta,
    MisuseError,
    MisuseTypeError,
    MisuseValueError,
    Model,
    Property,
    ProviderMetadata,
    Usage,
    Vector,
    boosts,
    generative,
    indexes,
    prop,
    providers,
    targets,
    vector,
    words,
)
from weaviate_orm.query.profiling import duration
from weaviate_orm.query.words import WordOperator
from weaviate_orm.transport.recording import Script
from weaviate_orm.wire import messages as pb

KINDS = ("image", "audio", "video", "depth", "thermal", "imu")


class Told(Model):
    text: Property[str]
    picture: Property[bytes | None] = prop(default=None)
    dotted: Vector = vector(index=indexes.hnsw(distance="dot"))

    class Meta(CollectionMeta):
        generative = generative.anthropic(model="claude")


# -- media ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_media_by_bytes_paths_and_files(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "media"
    file.write_bytes(b"abc")
    near = getattr(Note.objects.limit(3), f"near_{kind}")
    found = [
        near(source, distance=0.5).to_request() for source in (b"abc", file, io.BytesIO(b"abc"))
    ]
    assert found[0] == found[1] == found[2]
    member = getattr(found[0], f"near_{kind}")
    assert getattr(member, kind) == b64encode(b"abc").decode()
    assert member.distance == 0.5
    assert not member.HasField("certainty")
    assert list(member.targets.target_vectors) == []


def test_media_with_a_target_and_a_certainty() -> None:
    request = Question.objects.near_image(
        b"abc", target=Question.body_vector, certainty=0.75
    ).to_request()
    assert list(request.near_image.targets.target_vectors) == ["body"]
    assert request.near_image.certainty == 0.75


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("x.png", ".near_image() takes bytes, a pathlib.Path or a file opened with 'rb', and not the str 'x.png'."),  # noqa: E501
        (io.StringIO("x"), ".near_image(): the file was opened as text. Open it with 'rb'."),
        (b"", ".near_image(): there is nothing in it."),
    ],
)  # fmt: skip
def test_media_that_are_refused(source: Any, sentence: str) -> None:
    with pytest.raises(MisuseError) as refusal:
        Note.objects.near_image(source)
    assert str(refusal.value) == sentence


def test_media_are_compared_with_one_vector() -> None:
    with pytest.raises(MisuseValueError, match="compares it with one vector"):
        Question.objects.near_image(
            b"x",
            target=targets.sum(Question.title_vector, Question.body_vector),  # type: ignore[arg-type]
        )


def test_a_certainty_is_of_one_cosine() -> None:
    with pytest.raises(MisuseValueError, match=r"Told\.dotted is measured by dot"):
        Told.objects.near_vector([1.0], certainty=0.5)
    with pytest.raises(MisuseValueError, match="none of several vectors"):
        Question.objects.near_vector(
            [1.0],
            target=targets.sum(Question.title_vector, Question.body_vector),
            certainty=0.5,
        )


# -- words ------------------------------------------------------------------------------------


def test_word_operators() -> None:
    assert words.all() == WordOperator("and")
    assert words.all_across() == WordOperator("and_cross")
    assert words.at_least(2) == WordOperator("or", 2)
    assert repr([words.all(), words.all_across(), words.at_least(2)]) == (
        "[words.all(), words.all_across(), words.at_least(2)]"
    )
    with pytest.raises(MisuseValueError):
        words.at_least(0)
    with pytest.raises(MisuseTypeError):
        words.at_least("2")  # type: ignore[arg-type]


def test_words_across_properties_that_differ() -> None:
    with pytest.raises(MisuseValueError, match=r"Note\.text \(word\), Note\.title \(field\)"):
        Note.objects.bm25("a b", operator=words.all_across())
    request = Note.objects.bm25(
        "a b", properties=[Note.text], operator=words.all_across()
    ).to_request()
    assert request.bm25_search.search_operator == text_format.Parse(
        "operator: OPERATOR_AND_CROSS", pb.SearchOperatorOptions()
    )


# -- generated texts --------------------------------------------------------------------------


def test_a_provider_with_images_and_what_comes_back() -> None:
    query = Told.objects.limit(1).generate(
        f"Say {Told.text}",
        provider=providers.openai(
            model="m", temperature=0, max_tokens=7, stop=["x"], reasoning_effort="low"
        ),
        images=[b"abc"],
        image_properties=[Told.picture],
        debug=True,
        return_metadata=True,
    )
    assert query.to_request().generative == text_format.Parse(
        """
        single {
          prompt: "Say {text}" debug: true
          queries {
            return_metadata: true
            openai {
              model: "m" temperature: 0 max_tokens: 7 stop { values: "x" }
              reasoning_effort: REASONING_EFFORT_LOW
              images { values: "YWJj" } image_properties { values: "picture" }
            }
          }
        }
        """,
        pb.GenerativeSearch(),
    )


def test_images_and_metadata_go_by_the_collections_own_provider() -> None:
    request = Told.objects.limit(1).generate(grouped_task="x", return_metadata=True).to_request()
    (asked,) = request.generative.grouped.queries
    assert asked.WhichOneof("kind") == "anthropic"
    assert asked.return_metadata


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"images": [b"x"], "provider": providers.mistral()}, "mistral is given no images"),
        ({"return_metadata": True, "provider": providers.ollama()}, "passes on nothing of ollama"),
        ({"images": b"x"}, "takes a list of images"),
        ({"image_properties": [Told.text]}, "holds text, no images"),
    ],
)
def test_what_a_provider_does_not_do(options: dict[str, Any], sentence: str) -> None:
    with pytest.raises(MisuseError, match=sentence):
        Told.objects.generate("x", **options)


def test_somebody_has_to_answer() -> None:
    with pytest.raises(MisuseValueError, match="say who answers"):
        Note.objects.generate("x", return_metadata=True)
    with pytest.raises(MisuseValueError, match="from 1 on"):
        providers.openai(max_tokens=0)


def test_answers_with_prompt_and_usage() -> None:
    reply = text_format.Parse(
        """
        values {
          result: "yes" debug { full_prompt: "Say a" }
          metadata { mistral { usage { prompt_tokens: 5 completion_tokens: 7 total_tokens: 12 } } }
        }
        """,
        pb.GenerativeResult(),
    )
    result = pb.SearchResult(
        metadata=pb.MetadataResult(id_as_bytes=UUID(int=1).bytes), generative=reply
    )
    result.properties.non_ref_props.fields["text"].text_value = "a"
    result.properties.non_ref_props.fields["picture"].null_value = pb.NullValue.NULL_VALUE
    script = Script([pb.SearchReply(results=[result], generative_grouped_results=reply)])
    query = Told.objects.using(Client(script)).limit(1)
    rows = query.generate(f"Say {Told.text}", grouped_task="y", debug=True).result()
    usage = {"prompt_tokens": 5, "completion_tokens": 7, "total_tokens": 12}
    answer = Answer("yes", "Say a", ProviderMetadata("mistral", Usage(5, 7, 12), {"usage": usage}))
    assert rows[0].answer == rows.metadata.answer == answer
    assert rows[0].generated == rows.metadata.generated == "yes"


# -- groups -----------------------------------------------------------------------------------


def test_groups_of_a_search_by_vector_have_distances() -> None:
    request = Note.objects.near_vector([1.0]).limit(9).group_by(Note.title, groups=2).to_request()
    assert request.metadata.distance
    by_words = Note.objects.bm25("x").limit(9).group_by(Note.title).to_request()
    assert not by_words.metadata.distance


def test_groups_that_the_server_does_not_make() -> None:
    chosen = Note.objects.near_vector([1.0]).limit(9).diversity(3).group_by(Note.title)
    with pytest.raises(MisuseValueError, match="groups all hits, not the chosen ones"):
        chosen.to_request()
    boosted = Note.objects.hybrid("x", vector=[1.0]).boost(boosts.value(Note.points)).limit(9)
    with pytest.raises(MisuseValueError, match="groups before it boosts"):
        boosted.group_by(Note.title).to_request()


# -- rows of one's own ------------------------------------------------------------------------


@dataclass
class CityCard:
    city: str


@dataclass
class QuestionCard:
    id: UUID
    question: str
    points: float | None
    address: CityCard | None
    category: UUID | None
    body_vector: Any


def test_a_card_fetches_its_fields_and_no_more() -> None:
    request = Question.objects.into(QuestionCard).to_request()
    assert list(request.properties.non_ref_properties) == ["question", "points"]
    (nested,) = request.properties.object_properties
    assert list(nested.primitive_properties) == ["city"]
    (reference,) = request.properties.ref_properties
    assert reference.reference_property == "category"
    assert not list(reference.properties.non_ref_properties)
    assert list(request.metadata.vectors) == ["body"]


def misfit(name: str, hint: Any) -> type:
    return dataclass(type("Card", (), {"__annotations__": {name: hint}}))


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (misfit("question", int), "Card.question takes int, and Question.question gives str here."),
        (misfit("points", int), "Question.points gives int | None here."),
        (misfit("tags", list[int]), "Card.tags takes list[int], and Question.tags gives list[str]"),
        (misfit("pionts", int), "Question has no property 'pionts'. Did you mean 'points'?"),
        (misfit("address", CityCard), "Question.address gives CityCard | None here."),
        (misfit("category", Category | None), "Question.category gives UUID | None here."),
        (misfit("sources", Any), "refers to several models"),
        (int, "it takes a dataclass or a pydantic model"),
    ],
)
def test_cards_that_do_not_fit(kind: type, sentence: str) -> None:
    with pytest.raises(MisuseTypeError) as refusal:
        Question.objects.into(kind)
    assert sentence in str(refusal.value)


def test_paths_of_filters_are_no_columns() -> None:
    for path in (Question.address[Address.city], Question.category[Category.title]):
        with pytest.raises(MisuseTypeError, match=r"In a row, write Question\.\w+\.value\("):
            Question.objects.only(path)


def test_chosen_vectors() -> None:
    query = Question.objects.only(Question.points).with_vectors(Question.body_vector)
    assert list(query.to_request().metadata.vectors) == ["body"]
    with pytest.raises(MisuseValueError, match="hold the chosen properties"):
        Question.objects.values(Question.points).with_vectors().to_request()


# -- explaining -------------------------------------------------------------------------------


def test_a_request_as_a_person_reads_it() -> None:
    query = (
        Question.objects.hybrid(
            "red panda",
            vector=[1.0, 2.0],
            target=Question.body_vector,
            properties=[Question.question**2],
            operator=words.all(),
        )
        .filter(Question.points > 1, Question.category[Category.title] == "x")
        .rerank(Question.answer, query="y")
        .limit(3)
        .only(Question.answer, Question.category.value(Category.title))
    )
    assert query.explain().splitlines()[2:] == [
        "  collection  Question",
        '  by words    "red panda" in question^2; all of them in one',
        "  by vector   2 numbers, compared with body",
        "  fusion      relative score, 0.75 of it by vector",
        '  where       points > 1 and category.title = "x"',
        "  limit       3",
        '  rerank      answer for "y"',
        "  properties  answer, category (title)",
        "  metadata    id",
        "",
        "1 call.",
        (
            "Warning: Question.points > 1 reads each value in the range. Declare "
            "prop(index_range=True) for Question.points, which is made for that."
        ),
    ]


def test_the_number_of_calls_is_said() -> None:
    near = Question.objects.near_vector([1.0], target=Question.body_vector, distance=0.5)
    for query in (near.limit(5), near.group_by(Question.points), near.diversity(3)):
        assert query.explain().splitlines()[-1] == "1 call."
    assert near.explain().splitlines()[-1] == (
        "1 call; 10000 rows would be too many and raise Truncated."
    )


def test_spans_of_time_are_read_as_such() -> None:
    fresh = boosts.near_time(Question.air_date, scale=timedelta(days=3))
    query = Question.objects.bm25("x").boost(fresh).limit(3)
    assert "air_date near now, scale 3 days, 0:00:00" in query.explain()


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("34.191µs", 34.191e-6), ("1.2ms", 1.2e-3), ("1m2.5s", 62.5), ("true", None), ("3", None)],
)
def test_durations(text: str, seconds: float | None) -> None:
    assert duration(text) == (None if seconds is None else pytest.approx(seconds))


def test_a_multi_vector_cannot_be_diverse() -> None:
    query = Page.objects.near_vector([[1.0, 2.0]]).limit(5).diversity(2)
    with pytest.raises(MisuseValueError, match="vectors of several"):
        query.to_request()


def test_a_text_is_reranked() -> None:
    with pytest.raises(MisuseTypeError, match="holds int"):
        Note.objects.rerank(Note.points)
    assert Memo.objects.rerank(Memo.text).limit(1).to_request().rerank.property == "text"
