"""The first request of each kind of query, exactly."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import numpy as np
import pytest

from tests.query.asking import note, note_ids, search
from tests.query.models import (
    Address,
    Author,
    Category,
    Entry,
    Memo,
    Note,
    Page,
    Publisher,
    Question,
    Street,
)
from weaviate_orm import Move, metadata, targets, words

SOME_ID = UUID("8f1e0000-0000-4000-8000-00000000000a")
OTHER_ID = UUID("8f1e0000-0000-4000-8000-00000000000b")
TIME = datetime(2020, 1, 1, tzinfo=UTC)
ONE = r'vector_bytes: "\x00\x00\x80\x3f\x00\x00\x00\x00" type: VECTOR_TYPE_SINGLE_FP32'
"""The vector [1, 0]."""
TWO = r'vector_bytes: "\x00\x00\x00\x40\x00\x00\x80\x3f" type: VECTOR_TYPE_SINGLE_FP32'
"""The vector [2, 1]."""

QUESTION = """
collection: "Question"
metadata { uuid: true }
properties {
  non_ref_properties: "question" non_ref_properties: "answer" non_ref_properties: "round_name"
  non_ref_properties: "level" non_ref_properties: "stars" non_ref_properties: "points"
  non_ref_properties: "ratio" non_ref_properties: "final" non_ref_properties: "air_date"
  non_ref_properties: "code" non_ref_properties: "picture" non_ref_properties: "place"
  non_ref_properties: "phone" non_ref_properties: "tags" non_ref_properties: "numbers"
  non_ref_properties: "ratios" non_ref_properties: "flags" non_ref_properties: "dates"
  non_ref_properties: "codes"
  object_properties {
    prop_name: "address" primitive_properties: "city"
    object_properties {
      prop_name: "street" primitive_properties: "name" primitive_properties: "number"
    }
  }
  object_properties {
    prop_name: "addresses" primitive_properties: "city"
    object_properties {
      prop_name: "street" primitive_properties: "name" primitive_properties: "number"
    }
  }
"""
"""Up to its references; the brace is open."""


def test_all_objects() -> None:
    # Everything by name, since blobs come only so.
    assert Question.objects.to_request() == search(QUESTION + "}")
    assert Note.objects.to_request() == note()


# -- searches ---------------------------------------------------------------------------------


def at_most(limit: int, query: Any) -> Any:
    return query.limit(limit).to_request()


def sent(query: Any) -> Any:
    return at_most(5, query)


def test_bm25() -> None:
    assert Memo.objects.bm25("a b").limit(5).to_request() == search(
        'collection: "Memo" metadata { uuid: true } '
        'properties { non_ref_properties: "text" non_ref_properties: "hidden" } '
        'bm25_search { query: "a b" }',
        limit=5,
    )
    assert sent(Note.objects.bm25("a", properties=[Note.title])) == note(
        'bm25_search { query: "a" properties: "title" }', limit=5
    )


def test_bm25_with_boosts() -> None:
    query = Note.objects.bm25("a", properties=[Note.text**2, Note.title**0.5])
    assert query.limit(300).to_request() == note(
        'bm25_search { query: "a" properties: "text^2" properties: "title^0.5" }', limit=300
    )
    listed = Question.objects.bm25("a", properties=[Question.round**3])
    assert list(sent(listed).bm25_search.properties) == ["round_name^3"]


@pytest.mark.parametrize(
    ("operator", "message"),
    [
        (words.at_least(1), "operator: OPERATOR_OR minimum_or_tokens_match: 1"),
        (words.at_least(2), "operator: OPERATOR_OR minimum_or_tokens_match: 2"),
        (words.all(), "operator: OPERATOR_AND"),
        (words.all_across(), "operator: OPERATOR_AND_CROSS"),
    ],
)
def test_bm25_with_operators(operator: Any, message: str) -> None:
    query = Note.objects.bm25("a b", properties=[Note.text], operator=operator)
    assert sent(query) == note(
        f'bm25_search {{ query: "a b" properties: "text" search_operator {{ {message} }} }}',
        limit=5,
    )
    mixed = Note.objects.hybrid("a b", alpha=0.5, operator=operator)
    assert (
        sent(mixed).hybrid_search.bm25_search_operator
        == query.to_request().bm25_search.search_operator
    )


def test_bm25_in_several_properties_asks_for_more() -> None:
    query = Note.objects.bm25("a")
    asked = note('bm25_search { query: "a" }', limit=200)
    assert query.limit(5).to_request() == query[150:160].to_request() == asked
    assert query.limit(200).to_request() == asked
    assert query[195:205].to_request() == note('bm25_search { query: "a" } offset: 195', limit=10)
    assert query.to_request() == note('bm25_search { query: "a" }', limit=10_000)
    assert "200 hits are asked for and cut here" in query.limit(5).explain()
    # A jump has to be looked for in the hits that are wanted.
    assert query.auto_limit(1).limit(5).to_request() == note(
        'bm25_search { query: "a" } autocut: 1', limit=5
    )
    assert "the search is sent as it is" in query.auto_limit(1).limit(5).explain()


@pytest.mark.parametrize(
    "vector",
    [
        [1, 0],
        (1.0, 0.0),
        np.array([1, 0]),
        np.array([1, 0], np.float64),
        np.array([1, 0], np.float16),
        np.array([[1, 5], [0, 5]], np.float32)[:, 0],
    ],
)
def test_near_vector(vector: Any) -> None:
    assert sent(Note.objects.near_vector(vector)) == note(
        f"near_vector {{ vectors {{ {ONE} }} }}", limit=5
    )


def test_near_vector_with_a_threshold() -> None:
    near = f"near_vector {{ vectors {{ {ONE} }} %s }}"
    far = Note.objects.near_vector([1, 0], distance=0.25)
    assert sent(far) == note(near % "distance: 0.25", limit=5)
    assert far.to_request() == note(near % "distance: 0.25", limit=10_000)
    exact = Note.objects.near_vector([1, 0], distance=0)
    assert sent(exact) == note(near % "distance: 0", limit=5)
    sure = Note.objects.near_vector([1, 0], certainty=0.75)
    assert sent(sure) == note(near % "certainty: 0.75", limit=5)


def near_vector(text: str, limit: int = 5) -> Any:
    return search(f"{QUESTION} }} near_vector {{ {text} }}", limit)


def test_near_vector_of_a_target() -> None:
    one = Question.objects.near_vector([1, 0], target=Question.title_vector)
    body = Question.objects.near_vector([1, 0], target=Question.body_vector)
    assert sent(one) == near_vector(
        f'vectors {{ {ONE} }} targets {{ target_vectors: "title_vector" }}'
    )
    assert sent(body) == near_vector(f'vectors {{ {ONE} }} targets {{ target_vectors: "body" }}')


WEIGHTS = (
    'weights_for_targets { target: "title_vector" weight: 2 }'
    ' weights_for_targets { target: "body" weight: 0.5 }'
)


@pytest.mark.parametrize(
    ("join", "combination", "weights"),
    [
        (targets.sum(Question.title_vector, Question.body_vector), "SUM", ""),
        (targets.average(Question.title_vector, Question.body_vector), "AVERAGE", ""),
        (targets.minimum(Question.title_vector, Question.body_vector), "MIN", ""),
        (
            targets.manual_weights({Question.title_vector: 2, Question.body_vector: 0.5}),
            "MANUAL",
            WEIGHTS,
        ),
        (
            targets.relative_score({Question.title_vector: 2, Question.body_vector: 0.5}),
            "RELATIVE_SCORE",
            WEIGHTS,
        ),
    ],
)
def test_several_targets(join: Any, combination: str, weights: str) -> None:
    message = (
        'targets { target_vectors: "title_vector" target_vectors: "body"'
        f" combination: COMBINATION_METHOD_TYPE_{combination} {weights} }}"
    )
    vectors = Question.objects.near_vector([1, 0], target=join)
    assert at_most(300, vectors) == near_vector(f"vectors {{ {ONE} }} {message}", limit=300)
    near = Question.objects.near_object(SOME_ID, target=join)
    assert at_most(300, near) == search(
        f'{QUESTION} }} near_object {{ id: "{SOME_ID}" {message} }}', limit=300
    )
    text = Question.objects.near_text("a", target=join)
    assert at_most(300, text) == search(
        f'{QUESTION} }} near_text {{ query: "a" {message} }}', limit=300
    )
    mixed = Question.objects.hybrid("a", target=join)
    assert sent(mixed).hybrid_search.targets == sent(text).near_text.targets


@pytest.mark.parametrize("method", ["sum", "average"])
def test_a_sum_of_distances_asks_for_more(method: str) -> None:
    both = getattr(targets, method)(Question.title_vector, Question.body_vector)
    query = Question.objects.near_vector([1, 0], target=both)
    request = query[10:15].to_request()
    assert (request.offset, request.limit) == (0, 200)
    assert "200 hits are asked for and cut here" in query[10:15].explain()
    request = query[195:205].to_request()
    assert (request.offset, request.limit) == (195, 10)


def test_a_vector_for_each_target() -> None:
    query = Question.objects.near_vector(
        {Question.title_vector: [1, 0], Question.body_vector: np.array([2, 1])},
        target=targets.sum(Question.title_vector, Question.body_vector),
    )
    assert at_most(300, query) == near_vector(
        f"""
        vector_for_targets {{ name: "title_vector" vectors {{ name: "title_vector" {ONE} }} }}
        vector_for_targets {{ name: "body" vectors {{ name: "body" {TWO} }} }}
        targets {{
          target_vectors: "title_vector" target_vectors: "body"
          combination: COMBINATION_METHOD_TYPE_SUM
        }}
        """,
        limit=300,
    )


def test_several_vectors_for_a_target() -> None:
    query = Question.objects.near_vector(
        {Question.title_vector: [[1, 0], [2, 1]], Question.body_vector: [1, 0]},
        target=targets.manual_weights({Question.title_vector: 2, Question.body_vector: 0.5}),
    )
    # With weights a name stands once for each of its vectors.
    assert at_most(300, query) == near_vector(
        f"""
        vector_for_targets {{
          name: "title_vector"
          vectors {{ name: "title_vector" {ONE} }} vectors {{ name: "title_vector" {TWO} }}
        }}
        vector_for_targets {{ name: "body" vectors {{ name: "body" {ONE} }} }}
        targets {{
          target_vectors: "title_vector" target_vectors: "title_vector" target_vectors: "body"
          combination: COMBINATION_METHOD_TYPE_MANUAL
          weights_for_targets {{ target: "title_vector" weight: 2 }}
          weights_for_targets {{ target: "title_vector" weight: 2 }}
          weights_for_targets {{ target: "body" weight: 0.5 }}
        }}
        """,
        limit=300,
    )


def test_vectors_say_their_targets() -> None:
    one = Question.objects.near_vector({Question.body_vector: [1, 0]})
    assert sent(one) == near_vector(
        f"""
        vector_for_targets {{ name: "body" vectors {{ name: "body" {ONE} }} }}
        targets {{ target_vectors: "body" }}
        """
    )
    both = {Question.body_vector: [1, 0], Question.title_vector: [2, 1]}
    said = targets.minimum(Question.body_vector, Question.title_vector)
    assert sent(Question.objects.near_vector(both)) == sent(
        Question.objects.near_vector(both, target=said)
    )


def test_a_vector_without_a_name() -> None:
    query = Entry.objects.tenant("t").near_vector([1, 0], target=Entry.embedding)
    expected = search(
        'collection: "Entry" tenant: "t" metadata { uuid: true } '
        f'properties {{ non_ref_properties: "text" }} near_vector {{ vectors {{ {ONE} }} }}',
        limit=5,
    )
    assert sent(query) == sent(Entry.objects.tenant("t").near_vector([1, 0])) == expected


def test_a_vector_of_several_rows() -> None:
    rows = (
        r'vector_bytes: "\x02\x00\x00\x00\x80\x3f\x00\x00\x00\x00\x00\x00\x00\x40\x00\x00\x80\x3f"'
    )
    query = Page.objects.near_vector([[1, 0], [2, 1]])
    assert (
        sent(query).near_vector
        == search(
            f"near_vector {{ vectors {{ {rows} type: VECTOR_TYPE_MULTI_FP32 }} }}"
        ).near_vector
    )


def test_near_object() -> None:
    expected = note(f'near_object {{ id: "{SOME_ID}" }}', limit=5)
    assert sent(Note.objects.near_object(SOME_ID)) == expected
    assert sent(Note.objects.near_object(Note(id=SOME_ID, text="x"))) == expected
    thresholds = Note.objects.near_object(SOME_ID, distance=0.5)
    assert thresholds.to_request() == note(
        f'near_object {{ id: "{SOME_ID}" distance: 0.5 }}', limit=10_000
    )


def test_near_text() -> None:
    assert sent(Note.objects.near_text("a b", "c")) == note(
        'near_text { query: "a b" query: "c" }', limit=5
    )
    moved = Note.objects.near_text(
        "a",
        certainty=0.5,
        move_to=Move(0.75, "b"),
        move_away=Move(0.25, ["c", "d"], [SOME_ID, OTHER_ID]),
    )
    assert moved.to_request() == note(
        f"""
        near_text {{
          query: "a" certainty: 0.5
          move_to {{ force: 0.75 concepts: "b" }}
          move_away {{
            force: 0.25 concepts: "c" concepts: "d" uuids: "{SOME_ID}" uuids: "{OTHER_ID}"
          }}
        }}
        """,
        limit=10_000,
    )


RELATIVE = "use_alpha_param: true fusion_type: FUSION_TYPE_RELATIVE_SCORE"


def hybrid(text: str, limit: int = 5) -> Any:
    return note(f"hybrid_search {{ {text} }}", limit)


def test_hybrid() -> None:
    three_quarters = f"alpha: 0.75 alpha_param: 0.75 {RELATIVE}"
    assert sent(Note.objects.hybrid("a")) == hybrid(f'query: "a" {three_quarters}')
    query = Note.objects.hybrid(
        "a",
        alpha=0.25,
        vector=[1, 0],
        properties=[Note.text**2, Note.title],
        fusion="ranked",
        max_vector_distance=0.5,
    )
    everything = f"""
        query: "a" properties: "text^2" properties: "title"
        alpha: 0.25 alpha_param: 0.25 use_alpha_param: true fusion_type: FUSION_TYPE_RANKED
        vectors {{ {ONE} }} vector_distance: 0.5
        """
    assert sent(query) == hybrid(everything)
    assert query.to_request() == hybrid(everything, limit=10_000)
    with_text = Note.objects.hybrid("a", near_text=["b", "c"], move_to=Move(0.5, "d"))
    assert sent(with_text) == hybrid(
        f"""query: "a" {three_quarters}
        near_text {{ query: "b" query: "c" move_to {{ force: 0.5 concepts: "d" }} }}"""
    )


def test_hybrid_of_words_alone() -> None:
    # Alpha 0 has to be told from none, and the server wants a target though none counts.
    keywords = f"alpha: 0 alpha_param: 0 {RELATIVE}"
    assert sent(Note.objects.hybrid("a", alpha=0)) == hybrid(f'query: "a" {keywords}')
    assert Note.objects.hybrid("a", alpha=0).to_request() == hybrid(
        f'query: "a" {keywords}', 10_000
    )
    assert (
        sent(Question.objects.hybrid("a", alpha=0)).hybrid_search
        == hybrid(
            f'query: "a" {keywords} targets {{ target_vectors: "title_vector" }}'
        ).hybrid_search
    )
    chosen = Question.objects.hybrid("a", alpha=0, target=Question.body_vector)
    assert sent(chosen).hybrid_search.targets.target_vectors == ["body"]
    assert not sent(Memo.objects.hybrid("a", alpha=0)).hybrid_search.HasField("targets")


def test_hybrid_of_vectors_alone() -> None:
    vectors = f"alpha: 1 alpha_param: 1 {RELATIVE}"
    assert sent(Note.objects.hybrid(alpha=1, vector=[1, 0])) == hybrid(
        f"{vectors} vectors {{ {ONE} }}"
    )


def test_hybrid_with_targets() -> None:
    query = Question.objects.hybrid(
        "a",
        vector={Question.title_vector: [[1, 0], [2, 1]], Question.body_vector: [1, 0]},
        target=targets.relative_score({Question.title_vector: 2, Question.body_vector: 0.5}),
    )
    # The sub-search has no targets of its own: the server would not look at them.
    assert (
        sent(query).hybrid_search
        == hybrid(
            f"""
        query: "a" alpha: 0.75 alpha_param: 0.75 use_alpha_param: true
        fusion_type: FUSION_TYPE_RELATIVE_SCORE
        near_vector {{
          vector_for_targets {{
            name: "title_vector"
            vectors {{ name: "title_vector" {ONE} }} vectors {{ name: "title_vector" {TWO} }}
          }}
          vector_for_targets {{ name: "body" vectors {{ name: "body" {ONE} }} }}
        }}
        targets {{
          target_vectors: "title_vector" target_vectors: "title_vector" target_vectors: "body"
          combination: COMBINATION_METHOD_TYPE_RELATIVE_SCORE
          weights_for_targets {{ target: "title_vector" weight: 2 }}
          weights_for_targets {{ target: "title_vector" weight: 2 }}
          weights_for_targets {{ target: "body" weight: 0.5 }}
        }}
        """
        ).hybrid_search
    )


def test_a_deep_page_of_a_hybrid_search_is_cut_here() -> None:
    query = Note.objects.hybrid("a", vector=[1, 0])

    def window(part: Any) -> tuple[int, int]:
        request = part.to_request()
        return request.offset, request.limit

    assert window(query[90:100]) == (90, 10)
    assert window(query[91:101]) == (0, 101)
    assert window(query[10:130]) == (0, 130)
    assert window(query[:130]) == (0, 130)
    assert "101 hits are asked for and cut here" in query[91:101].explain()


# -- filters with searches --------------------------------------------------------------------


def test_a_search_keeps_its_filter_as_it_is() -> None:
    query = Note.objects.near_vector([1, 0]).filter(Note.points > 1)
    more = 'operator: OPERATOR_GREATER_THAN value_int: 1 target { property: "points" }'
    assert sent(query) == note(
        f"near_vector {{ vectors {{ {ONE} }} }} filters {{ {more} }}", limit=5
    )
    assert query[5:10].to_request().filters == sent(query).filters


# -- order ------------------------------------------------------------------------------------


def sorts(*keys: tuple[str, bool]) -> str:
    return " ".join(
        f'sort_by {{ path: "{name}" ascending: {str(ascending).lower()} }}'
        for name, ascending in keys
    )


@pytest.mark.parametrize(
    ("order", "keys"),
    [
        ([Note.points.asc()], [("points", True), ("_id", True)]),
        ([Note.points.desc()], [("points", False), ("_id", True)]),
        ([Note.text.asc(), Note.points.desc()], [("text", True), ("points", False), ("_id", True)]),
        ([Note.id.asc()], [("_id", True)]),
        ([Note.id.desc()], [("_id", False)]),
        ([Note.points.asc(), Note.id.desc()], [("points", True), ("_id", False)]),
        ([metadata.creation_time.desc()], [("_creationTimeUnix", False), ("_id", True)]),
        ([metadata.last_update_time.asc()], [("_lastUpdateTimeUnix", True), ("_id", True)]),
        ([], []),
    ],
)
def test_order(order: list[Any], keys: list[tuple[str, bool]]) -> None:
    assert Note.objects.order_by(*order).limit(5).to_request() == note(sorts(*keys), limit=5)


@pytest.mark.parametrize(
    "attribute",
    [
        "question", "round", "level", "stars", "points", "ratio", "final", "air_date", "picture",
        "place", "phone", "tags", "numbers", "ratios", "flags", "dates",
    ],
)  # fmt: skip
def test_what_can_be_ordered_by(attribute: str) -> None:
    path = getattr(Question, attribute)
    query = Question.objects.order_by(path.desc()).limit(1)
    name = "round_name" if attribute == "round" else attribute
    assert query.to_request() == search(f"{QUESTION} }} {sorts((name, False), ('_id', True))}", 1)


def test_a_later_order_takes_the_place() -> None:
    query = Note.objects.order_by(Note.text.asc()).order_by(Note.points.desc()).limit(5)
    assert query == Note.objects.order_by(Note.points.desc()).limit(5)


MORE = 'operator: OPERATOR_GREATER_THAN value_int: 1 target { property: "points" }'


@pytest.mark.parametrize(
    "query",
    [
        Note.objects.filter(Note.points > 1).order_by(Note.text.asc()).limit(5),
        Note.objects.filter(~~(Note.points > 1)).order_by(Note.text.asc()).limit(5),
        Note.objects.filter((Note.points > 1) | Note.points.in_([])).order_by(Note.text.asc())[:5],
        Note.objects.filter(Note.points > 1, Note.points.not_in([])).order_by(Note.text.asc())[:5],
    ],
)
def test_one_range_under_an_order_is_sent_twice(query: Any) -> None:
    # Alone, the server would stop reading its index at the limit, before it sorts.
    assert query.to_request() == note(
        f"filters {{ operator: OPERATOR_AND filters {{ {MORE} }} filters {{ {MORE} }} }}"
        + sorts(("text", True), ("_id", True)),
        limit=5,
    )
    assert "is sent twice, joined by And" in query.explain()


def test_which_filters_are_sent_twice() -> None:
    def is_twice(query: Any) -> bool:
        filters = query.to_request().filters
        return len(filters.filters) == 2 and filters.filters[0] == filters.filters[1]

    ordered = Question.objects.order_by(Question.points.asc()).limit(5)
    stopping: list[Any] = [
        Question.points < 1,
        Question.points <= 1,
        Question.points > 1,
        Question.points >= 1,
        Question.question.like("a*"),
        Question.id > SOME_ID,
        Question.tags.length() > 1,
        Question.related.count() > 1,
        metadata.creation_time > TIME,
    ]
    for each in stopping:
        assert is_twice(ordered.filter(each)), each
        assert is_twice(Question.objects.filter(each)[5:10]), each
        assert is_twice(Question.objects.filter(each)[:5]), each
        assert not is_twice(Question.objects.bm25("a").filter(each)), each
        assert not is_twice(ordered.filter(each, Question.final == True)), each
    whole: list[Any] = [
        Question.points == 1,
        Question.points != 1,
        ~(Question.points > 1),
        Question.points.in_([1, 2]),
        Question.points.is_none(),
        Question.category[Category.title] > "a",
        Question.category[Category.owner].count() > 1,
    ]
    for each in whole:
        assert not is_twice(ordered.filter(each)), each


# -- windows ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "offset", "limit"),
    [
        (Note.objects[:5], 0, 5),
        (Note.objects[2:5], 2, 3),
        (Note.objects[2:5:1], 2, 3),
        (Note.objects[2:], 2, 9998),
        (Note.objects[2:][3:], 5, 9995),
        (Note.objects[2:10][3:], 5, 5),
        (Note.objects[2:10][3:100], 5, 5),
        (Note.objects[2:10][3:4], 5, 1),
        (Note.objects[5:2], 5, 0),
        (Note.objects[2:4][3:], 5, 0),
        (Note.objects.limit(5), 0, 5),
        (Note.objects.limit(5).limit(7), 0, 7),
        (Note.objects.offset(5), 5, 9995),
        (Note.objects.offset(5).offset(6).limit(2), 6, 2),
        (Note.objects.limit(10_000), 0, 10_000),
        (Note.objects.offset(9_999).limit(1), 9_999, 1),
    ],
)
def test_windows(query: Any, offset: int, limit: int) -> None:
    assert query.to_request() == note(f"offset: {offset}" if offset else "", limit)


def test_auto_limit() -> None:
    query = Note.objects.near_vector([1, 0]).auto_limit(2)
    near = f"near_vector {{ vectors {{ {ONE} }} }} autocut: 2"
    assert query.to_request() == note(near, limit=10_000)
    assert sent(query) == note(near, limit=5)


def test_after() -> None:
    assert Note.objects.after(SOME_ID).to_request() == note(f'after: "{SOME_ID}"')
    assert Note.objects.after(SOME_ID).limit(5).to_request() == note(f'after: "{SOME_ID}"', limit=5)
    # The server's cursor allows no filter, so the order of ids stands for it.
    beyond = (
        f'filters {{ operator: OPERATOR_GREATER_THAN value_text: "{SOME_ID}"'
        ' target { property: "_id" } }'
    )
    keyset = (
        f"filters {{ operator: OPERATOR_AND filters {{ {MORE} }} {beyond} }} {sorts(('_id', True))}"
    )
    query = Note.objects.filter(Note.points > 1).after(SOME_ID)
    assert query.to_request() == note(keyset)
    assert query.limit(5).to_request() == note(keyset, limit=5)


# -- how --------------------------------------------------------------------------------------


def test_tenant() -> None:
    assert Entry.objects.tenant("a b").to_request() == search(
        'collection: "Entry" tenant: "a b" metadata { uuid: true } '
        'properties { non_ref_properties: "text" }'
    )


@pytest.mark.parametrize("level", ["ONE", "QUORUM", "ALL"])
def test_consistency(level: Any) -> None:
    assert Note.objects.consistency(level).to_request() == note(
        f"consistency_level: CONSISTENCY_LEVEL_{level}"
    )


def test_a_timeout_is_no_part_of_the_request() -> None:
    assert Note.objects.timeout(2).to_request() == note()


# -- what is fetched --------------------------------------------------------------------------

CATEGORY = 'non_ref_properties: "title" non_ref_properties: "note" non_ref_properties: "ranks"'
AUTHOR = 'non_ref_properties: "name" non_ref_properties: "born"'
UUID_ONLY = "metadata { uuid: true }"


def question(references: str = "", more: str = "", limit: int = 1000) -> Any:
    return search(f"{QUESTION} {references} }} {more}", limit)


def reference(name: str, properties: str = "", target: str = "") -> str:
    chosen = f'target_collection: "{target}"' if target else ""
    return f"""ref_properties {{
        reference_property: "{name}" properties {{ {properties} }} {UUID_ONLY} {chosen}
    }}"""


def test_prefetch() -> None:
    category = reference("category", CATEGORY)
    assert Question.objects.prefetch(Question.category).to_request() == question(category)
    ids = reference("related")
    assert Question.objects.prefetch(Question.related.ids).to_request() == question(ids)
    both = Question.objects.prefetch(Question.category, Question.related.ids)
    assert both.to_request() == question(category + ids)
    one_by_one = Question.objects.prefetch(Question.category).prefetch(
        Question.related.ids, Question.category
    )
    assert one_by_one.to_request() == both.to_request()
    assert one_by_one == both


def test_prefetch_further() -> None:
    nested = question(reference("category", CATEGORY + reference("owner", AUTHOR)))
    category, owner = Question.category, Question.category[Category.owner]
    for paths in ([owner], [category, owner], [owner, category], [category.ids, owner]):
        assert Question.objects.prefetch(*paths).to_request() == nested
    ids = question(reference("category", CATEGORY + reference("owner")))
    assert Question.objects.prefetch(owner.ids).to_request() == ids


def test_prefetch_of_several_models() -> None:
    # One request reads the objects of one of the models; further ones follow.
    authors = question(reference("sources", AUTHOR, "Author"))
    assert Question.objects.prefetch(Question.sources).to_request() == authors
    ids = question(reference("sources", "", "Author"))
    assert Question.objects.prefetch(Question.sources.ids).to_request() == ids


def test_vectors() -> None:
    one = Question.objects.with_vectors(Question.body_vector).to_request()
    assert one == search(f'{QUESTION} }} metadata {{ vectors: "body" }}')
    every = Question.objects.with_vectors().to_request()
    assert every == search(f'{QUESTION} }} metadata {{ vectors: "title_vector" vectors: "body" }}')
    assert Question.objects.with_vectors(Question.body_vector).with_vectors(
        Question.title_vector, Question.body_vector
    ).to_request() == search(
        f'{QUESTION} }} metadata {{ vectors: "body" vectors: "title_vector" }}'
    )
    unnamed = Entry.objects.tenant("t").with_vectors().to_request()
    assert unnamed.metadata == search("metadata { uuid: true vector: true }").metadata


def test_metadata() -> None:
    query = Note.objects.with_metadata("score", "explain_score", "distance", "certainty")
    assert query.to_request() == note(
        "metadata { score: true explain_score: true distance: true certainty: true }"
    )
    times = Note.objects.with_metadata("creation_time", "last_update_time")
    assert times.to_request() == note(
        "metadata { creation_time_unix: true last_update_time_unix: true }"
    )
    assert Note.objects.with_metadata().to_request() == note()


def test_only_and_values() -> None:
    chosen = search(
        'collection: "Note" metadata { uuid: true } '
        'properties { non_ref_properties: "points" non_ref_properties: "text" }'
    )
    assert Note.objects.only(Note.points, Note.text).to_request() == chosen
    assert Note.objects.values(Note.points, Note.text).to_request() == chosen
    assert Note.objects.values(Note.id).to_request() == note_ids()
    with_metadata = Note.objects.values(Note.id).with_metadata("score")
    assert with_metadata.to_request() == note_ids("metadata { score: true }")


def test_columns_of_references_and_objects() -> None:
    query = Question.objects.values(
        Question.points,
        Question.category.value(Category.title),
        Question.category[Category.owner].value(Author.name),
        Question.related.value(Question.points),
        Question.sources.of(Publisher).value(Publisher.name),
        Question.address.value(Address.street.value(Street.name)),
    )
    assert query.to_request() == search(
        f"""
        collection: "Question" {UUID_ONLY}
        properties {{
          non_ref_properties: "points"
          object_properties {{
            prop_name: "address"
            object_properties {{ prop_name: "street" primitive_properties: "name" }}
          }}
          ref_properties {{
            reference_property: "category" {UUID_ONLY}
            properties {{
              non_ref_properties: "title"
              ref_properties {{
                reference_property: "owner" {UUID_ONLY} properties {{ non_ref_properties: "name" }}
              }}
            }}
          }}
          ref_properties {{
            reference_property: "related" {UUID_ONLY} properties {{ non_ref_properties: "points" }}
          }}
          ref_properties {{
            reference_property: "sources" {UUID_ONLY} properties {{ non_ref_properties: "name" }}
            target_collection: "Publisher"
          }}
        }}
        """
    )


def test_a_whole_object_and_a_member_of_it() -> None:
    query = Question.objects.values(Question.address, Question.address.value(Address.city))
    whole = """
        prop_name: "address" primitive_properties: "city"
        object_properties {
          prop_name: "street" primitive_properties: "name" primitive_properties: "number"
        }
    """
    assert query.to_request() == search(
        f'collection: "Question" {UUID_ONLY} properties {{ object_properties {{ {whole} }} }}'
    )


def test_an_ordered_list_of_chosen_properties_fetches_what_it_pages_by() -> None:
    request = Note.objects.order_by(Note.points.desc()).values(Note.text).to_request()
    assert list(request.properties.non_ref_properties) == ["text", "points"]


def test_a_prompt_may_be_named() -> None:
    asked = Note.objects.limit(1)
    named = asked.generate(single_prompt="Explain it.")
    assert named.to_request() == asked.generate("Explain it.").to_request()
