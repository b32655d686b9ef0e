"""Where query sets come from, and what they are as values."""

from __future__ import annotations

import pickle
from typing import Self

import pytest

from tests.query.asking import found, notes
from tests.query.models import Note
from weaviate_orm import (
    AsyncClient,
    Client,
    CollectionMeta,
    Hits,
    MappingError,
    MisuseTypeError,
    Model,
    Objects,
    Property,
    Reference,
    prop,
    recipes,
    ref,
)
from weaviate_orm.transport.recording import Script


class Named(Model):
    name: Property[str] = prop(default="", tokenization="field")

    class Meta(CollectionMeta):
        abstract = True


class RecipeObjects(Objects["Recipe"]):
    def quick(self) -> Self:
        return self.filter(Recipe.minutes <= 20)

    def ranked(self) -> Hits[Recipe]:
        return self.quick().with_metadata("score")


class Recipe(Named):
    minutes: Property[int] = prop(default=0)
    base: Reference[Recipe | None] = ref(default=None)

    objects = recipes(RecipeObjects)


class Dessert(Recipe):
    sugar: Property[int] = prop(default=0)


def test_recipes_keep_their_type() -> None:
    chain = Recipe.objects.filter(Recipe.name == "a").quick().limit(5)[:3]
    assert isinstance(chain, RecipeObjects)
    assert chain == Recipe.objects.filter(Recipe.name == "a", Recipe.minutes <= 20).limit(3)
    assert isinstance(chain.ranked(), Hits)
    assert Recipe.objects.quick() is not Recipe.objects.quick()


def test_recipes_are_over_the_class_they_are_read_from() -> None:
    desserts: RecipeObjects = Dessert.objects
    assert desserts.quick().to_request().collection == "Dessert"


def test_filters_of_a_base_go_with_its_subclasses() -> None:
    own, parents, inherited = Dessert.name == "a", Recipe.name == "a", Named.name == "a"
    some = Objects(Dessert).limit(1)
    assert some.filter(own).to_request() == some.filter(parents).to_request()
    assert some.filter(own).to_request() == some.filter(inherited).to_request()
    order = Named.name.asc()
    assert some.order_by(order).to_request() == some.order_by(Dessert.name.asc()).to_request()
    assert repr(Recipe.base[Recipe.name] == "a") == "Recipe.base[Recipe.name] == 'a'"
    with pytest.raises(MisuseTypeError, match="This filter is on Dessert, the query on Recipe"):
        Recipe.objects.filter(own)  # type: ignore[arg-type]
    with pytest.raises(MappingError, match=r"^Named is abstract and has no collection\. "):
        Named.objects.to_request()


def test_the_client_of_a_query_set() -> None:
    ambient, chosen, other = Script([found()]), Script([found()]), Script([found()])
    with Client(ambient):
        Note.objects.all()
        Note.objects.using(Client(chosen)).limit(5).all()
        Client(other).objects(Note).all()
    assert [len(script.calls) for script in (ambient, chosen, other)] == [1, 1, 1]


def test_a_query_set_is_built_before_there_is_a_client() -> None:
    query = Note.objects.limit(5)
    with Client(Script([found()])):
        assert query.all() == []


def test_a_client_of_the_other_colour() -> None:
    with pytest.raises(MisuseTypeError, match=r"^first\(\) needs a Client, and the one here is an"):
        Note.objects.using(AsyncClient(Script())).first()


async def test_an_async_client_of_the_other_colour() -> None:
    with pytest.raises(MisuseTypeError, match=r"^afirst\(\) needs an AsyncClient, and the one"):
        await Note.objects.using(Client(Script())).afirst()


def test_the_same_query_set_runs_again() -> None:
    script = Script([notes([]), notes([])])
    query = Note.objects.using(Client(script))
    query.all()
    query.all()
    assert len(script.calls) == 2


def test_query_sets_are_values() -> None:
    query = Note.objects.filter(Note.points > 1).order_by(Note.points.asc()).prefetch(Note.topic)
    assert query == pickle.loads(pickle.dumps(query))
    assert query != query.limit(1)
    assert query != Note.objects
    assert {query: 1}[query] == 1
    assert repr(query[2:5]) == (
        "<Objects of Note where Note.points > 1 ordered by Note.points.asc()[2:5]>"
    )
