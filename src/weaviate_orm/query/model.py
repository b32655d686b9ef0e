"""``Model``: a model with its query set, ``Question.objects``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, get_origin

from pydantic import ConfigDict
from typing_extensions import TypeVar

from weaviate_orm.errors import MisuseTypeError
from weaviate_orm.models.model import ModelBase
from weaviate_orm.models.settings import CollectionSettings
from weaviate_orm.models.variables import M

if TYPE_CHECKING:
    from typing import Any

    from weaviate_orm.query.sets import Objects

Q_co = TypeVar("Q_co", bound="Objects[Any]", covariant=True)


class ObjectsOf:
    """``Question.objects``: the query set over the class it is read from."""

    def __get__(self, instance: None, owner: type[M], /) -> Objects[M]:
        # A program that only declares its models starts in two thirds of the time.
        from weaviate_orm.query.sets import Objects

        return Objects(owner)


class recipes(Generic[Q_co]):  # noqa: N801 - it is written like a field
    """``objects = recipes(QuestionObjects)``: a query set with own methods.

    ``class QuestionObjects(Objects["Question"])`` holds them; what they return by ``filter``,
    ``limit`` and the like keeps the type, so that they can be chained.
    """

    def __init__(self, kind: type[Q_co], /) -> None:
        bases: tuple[type, ...] = getattr(get_origin(kind) or kind, "__mro__", ())
        # By name: importing Objects would cost too much here.
        if "weaviate_orm.query.sets.Objects" not in (f"{b.__module__}.{b.__name__}" for b in bases):
            raise MisuseTypeError(
                f"recipes({kind!r}): it takes a class of your own that derives from Objects."
            )
        self.kind = kind

    def __get__(self, instance: None, owner: type[ModelBase], /) -> Q_co:
        return self.kind(owner)


class Model(ModelBase):
    """A collection: subclass it, annotate properties, references and vectors."""

    model_config = ConfigDict(ignored_types=(ObjectsOf, recipes))

    __settings__ = CollectionSettings(abstract=True)

    # without annotation: a subclass may put another descriptor here
    objects = ObjectsOf()
