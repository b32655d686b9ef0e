"""Laws over drawn models: what is stored is what was given, the schema what was asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.drawn_models import DrawnModel, models
from weaviate_orm import Client, PhoneNumber
from weaviate_orm.flows.flow import http
from weaviate_orm.models.document import document
from weaviate_orm.transport.calls import HttpCall
from weaviate_orm.wire.shape import JSON

by_one_server = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
)


def holds(asked: JSON, answered: JSON) -> bool:
    """Whether an answer has all that was asked for; what the server adds does not count."""
    if isinstance(asked, Mapping) and isinstance(answered, Mapping):
        return all(holds(value, answered.get(key)) for key, value in asked.items())
    if asked is False and answered is None:
        return True  # the server leaves out what is off
    if isinstance(asked, str) or not isinstance(asked, Sequence):
        return asked == answered
    return (
        isinstance(answered, Sequence)
        and len(asked) == len(answered)
        and all(map(holds, asked, answered))
    )


@settings(by_one_server, max_examples=40)
@given(models())
def test_the_server_keeps_the_document(client: Client, drawn: DrawnModel) -> None:
    model = drawn.model
    assert document(model) == document(model) == model.__schema__
    assert client.create_all([model]) == [model.__name__]
    assert client.create_all([model]) == []
    answer = client.run(http(HttpCall("GET", f"/schema/{model.__name__}")))
    assert holds(model.__schema__, answer.body)
    client.drop_all([model])


@settings(by_one_server, max_examples=60)
@given(models(), st.data())
def test_what_is_read_is_what_was_given(
    client: Client, drawn: DrawnModel, data: st.DataObject
) -> None:
    model = drawn.model
    client.create_all([model])
    given_objects = [model(**values) for values in data.draw(st.lists(drawn.values, max_size=3))]
    with client.session() as session:
        session.add(*given_objects)
    query = client.objects(model)
    if {"one", "rows"} & set(model.model_fields):
        query = query.with_vectors()
    read = query.in_bulk([each.id for each in given_objects])
    for each in given_objects:
        again = read[each.id]
        assert _told_apart(again) == _told_apart(each)
        for name in ("one", "rows"):
            if name in model.model_fields:
                assert np.array_equal(_array(again, name), _array(each, name))
        with client.session() as session:
            session.add(again)
            assert not session.changes(again)
    client.drop_all([model])


def _told_apart(instance: Any) -> Any:
    # 0.0 and -0.0, 1 and True are equal in Python, and not the same.
    # A fold says nothing where the offset is fixed.
    return repr(
        {
            name: (value.input, value.default_country) if isinstance(value, PhoneNumber) else value
            for name, value in vars(instance).items()
            if name not in ("one", "rows")
        }
    ).replace("fold=1, ", "")


def _array(instance: Any, name: str) -> Any:
    return cast("Any", np.asarray(getattr(instance, name), dtype=object))
