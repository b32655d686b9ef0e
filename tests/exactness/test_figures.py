"""Figures and groups: what a naive request gets, and what a query set gives."""

from __future__ import annotations

import pytest
from google.protobuf import text_format

from tests.exactness.models import Label, Row
from weaviate_orm import Client, Count, TopOccurrences
from weaviate_orm.flows.flow import call
from weaviate_orm.transport.calls import aggregate, search
from weaviate_orm.wire import messages as pb

PLAIN = 'a<b> & "c"\\d'
ESCAPED = r"a\u003cb\u003e \u0026 \"c\"\\d"


@pytest.fixture(autouse=True)
def _stored(client: Client) -> None:
    client.create_all([Label, Row])
    with client.session() as session:
        session.add(
            Row(name=PLAIN, title="x", even=True, one=[1, 0]),
            Row(name="plain", title="x", even=False, one=[1, 1]),
        )


def test_texts_of_an_aggregate_come_escaped(client: Client) -> None:
    request = text_format.Parse(
        'collection: "Row" aggregations { property: "name" text { top_occurences: true } }',
        pb.AggregateRequest(),
    )
    figures = client.run(call(aggregate(request))).single_result.aggregations.aggregations[0].text
    assert {item.value for item in figures.top_occurences.items} == {ESCAPED, "plain"}
    (texts,) = client.objects(Row).aggregate(TopOccurrences(Row.name))
    assert {each.value for each in texts} == {PLAIN, "plain"}
    (filtered,) = client.objects(Row).filter(Row.even == True).aggregate(TopOccurrences(Row.name))
    assert [each.value for each in filtered] == [PLAIN]


def test_keys_of_groups_come_escaped(client: Client) -> None:
    request = text_format.Parse(
        r"""
        collection: "Row" uses_123_api: true uses_125_api: true uses_127_api: true limit: 5
        near_vector {
          vectors {
            vector_bytes: "\x00\x00\x80\x3f\x00\x00\x00\x00" type: VECTOR_TYPE_SINGLE_FP32
          }
          targets { target_vectors: "one" }
        }
        group_by { path: "name" number_of_groups: 5 objects_per_group: 5 }
        """,
        pb.SearchRequest(),
    )
    groups = client.run(call(search(request))).group_by_results
    assert {group.name for group in groups} == {ESCAPED, "plain"}
    query = client.objects(Row).near_vector([1, 0], target=Row.one).limit(5).group_by(Row.name)
    assert {group.key for group in query} == {PLAIN, "plain"}


def test_words_of_a_hybrid_aggregate_ignore_the_filter(client: Client) -> None:
    request = text_format.Parse(
        """
        collection: "Row" objects_count: true object_limit: 10
        hybrid {
          query: "x" alpha_param: 0 use_alpha_param: true targets { target_vectors: "one" }
        }
        filters {
          operator: OPERATOR_EQUAL value_boolean: true target { property: "even" }
        }
        """,
        pb.AggregateRequest(),
    )
    assert client.run(call(aggregate(request))).single_result.objects_count == 2
    query = client.objects(Row).hybrid("x", alpha=0, target=Row.one).filter(Row.even == True)
    count, texts = query.limit(10).aggregate(Count(), TopOccurrences(Row.name))
    assert (count, [each.value for each in texts]) == (1, [PLAIN])
    assert query.count() == 1
