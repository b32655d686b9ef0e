"""How a model's class is made. The one file that touches pydantic's internals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextvars import ContextVar
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from pydantic import PrivateAttr
from pydantic._internal._model_construction import ModelMetaclass
from typing_extensions import dataclass_transform

from weaviate_orm.errors import MappingError, NotLoaded, UnknownName
from weaviate_orm.models.expressions import expression
from weaviate_orm.models.mapping import collection_of, fields_of
from weaviate_orm.models.reference_list import ReferenceList
from weaviate_orm.models.specifiers import Kind, Specified, nested, prop, ref

if TYPE_CHECKING:
    from weaviate_orm.models.model import HasProperties, ModelBase

# pydantic probes class attributes while it builds a class; expressions must
# stay out of its sight or they would be taken for default values.
_building: ContextVar[int] = ContextVar("building", default=0)
_ABSENT = object()


def place(instance: HasProperties, attribute: str) -> str:
    """``Question.category is not loaded on Question(8f1e…)``: the first half of a NotLoaded."""
    from weaviate_orm.errors import short

    model = type(instance).__name__
    held: object = vars(instance).get("id")
    on = f"{model}({short(held)})" if isinstance(held, UUID) else model
    return f"{model}.{attribute} is not loaded on {on}."


class FieldAccess:
    """``Question.points``, and ``question.points`` where the instance has no value.

    No data descriptor: a value in the instance's ``__dict__`` is found without it.
    """

    def __init__(self, attribute: str, kind: Kind) -> None:
        self.attribute, self.kind = attribute, kind

    def __get__(self, instance: HasProperties | None, owner: type[HasProperties], /) -> object:
        if instance is None:
            if _building.get():
                raise AttributeError(self.attribute)
            return expression(owner, self.attribute)
        if self.kind == "references":
            return reference_list(cast("ModelBase", instance), self.attribute)  # models only
        value = vars(instance).get(self.attribute, _ABSENT)
        if not (value is _ABSENT or value is None or isinstance(value, UUID)):
            return value  # a loaded target
        hint = f"{owner.__name__}.{self.attribute}"
        if value is _ABSENT:
            step = {"vector": "with_vectors", "reference": "prefetch"}.get(self.kind, "only")
            raise NotLoaded(f"{place(instance, self.attribute)} Add .{step}({hint}) to the query.")
        if self.kind == "reference" and value is None and not self._nullable(owner):
            raise NotLoaded(
                f"{place(instance, self.attribute)} It has no target: the object that it named "
                "was deleted, or never stored."
            )
        if self.kind == "reference" and isinstance(value, UUID):
            raise NotLoaded(
                f"{place(instance, self.attribute)} Add .prefetch({hint}) to the query; only its "
                f"id is known, which reference_ids(obj, {hint}) gives."
            )
        return value

    def _nullable(self, owner: type[HasProperties]) -> bool:
        return fields_of(owner)[self.attribute].nullable


class ReferenceAccess(FieldAccess):
    """A data descriptor: it has to see reads of a stored id."""

    def __set__(self, instance: HasProperties, value: object, /) -> None:
        vars(instance)[self.attribute] = value


def reference_list(instance: ModelBase, attribute: str) -> ReferenceList[Any]:
    """The list of a reference. One that is not fetched stays out of ``__dict__``, so
    that pydantic leaves it out of dumps.
    """
    held = vars(instance) if attribute in vars(instance) else unfetched(instance)
    found: ReferenceList[Any] | None = held.get(attribute)
    made = held[attribute] = ReferenceList[Any]("") if found is None else found
    made.hint = f"{type(instance).__name__}.{attribute}"
    return made


def private_of(instance: ModelBase) -> dict[str, Any]:
    """What the mapper remembers beside the values: the state, and lists that are not fetched."""
    return cast("dict[str, Any]", instance.__pydantic_private__)  # a model always has it


def unfetched(instance: ModelBase) -> dict[str, ReferenceList[Any]]:
    """The lists that were written without being fetched."""
    private = private_of(instance)
    found: dict[str, ReferenceList[Any]] | None = private["_unfetched"]
    if found is None:
        found = private["_unfetched"] = {}
    return found


@dataclass_transform(
    kw_only_default=True, eq_default=False, field_specifiers=(prop, nested, ref, PrivateAttr)
)
class ModelMeta(ModelMetaclass):
    """Takes the mapper's settings out of the class body and puts expressions on the class."""

    def __new__(mcs, name: str, bases: tuple[type, ...], ns: dict[str, Any], **kw: Any) -> Any:
        no_fields: dict[str, Specified] = {}
        own = {key: value for key, value in ns.items() if isinstance(value, Specified)}
        if "model_post_init" in ns:
            ns = {**ns, "__starts__": True}
        check_taken(name, bases, {**ns.get("__annotations__", {}), **own})
        token = _building.set(_building.get() + 1)
        try:
            plain = {key: value.pydantic for key, value in own.items()}
            # pydantic would take a Meta that was written elsewhere for a field.
            body = {key: value for key, value in {**ns, **plain}.items() if key != "Meta"}
            cls: Any = super().__new__(mcs, name, bases, body, **kw)
        finally:
            _building.reset(token)
        check_private(cls, ns.get("__annotations__", {}))
        if "Meta" in ns:
            type.__setattr__(cls, "Meta", ns["Meta"])
        inherited = [getattr(base, "__specified__", no_fields) for base in reversed(bases)]
        cls.__specified__ = {k: v for each in (*inherited, own) for k, v in each.items()}
        for key in cls.__pydantic_fields__:
            kind: Kind = cls.__specified__[key].kind if key in cls.__specified__ else "property"
            access = ReferenceAccess if kind.startswith("reference") else FieldAccess
            type.__setattr__(cls, key, access(key, kind))
        cls.__mapped_when_made__()
        return cls

    if not TYPE_CHECKING:  # else the checkers would see neither wrong arguments nor attributes

        def __call__(cls, *args, **given):
            if not given.keys() <= cls.__pydantic_fields__.keys():
                check_arguments(cls, given)
            return super().__call__(*args, **given)

        def __getattr__(cls, name):
            try:
                return super().__getattr__(name)
            except AttributeError:
                if name == "__schema__":
                    collection_of(cls)  # says why there is none
                if name.startswith("_") or _building.get():
                    raise
                raise UnknownName(unknown_name(cls, name)) from None


_OPEN = ("id", "model_config")
"""What a class body may say anew."""
_MAPPED = (
    "Property",
    "Nested",
    "Reference",
    "References",
    "MultiReference",
    "Vector",
    "MultiVector",
)


def check_taken(model: str, bases: tuple[type, ...], names: Iterable[str]) -> None:
    """Refuse properties whose names models need for something else."""
    for name in names:
        for base in (one for each in bases for one in each.__mro__):
            ours = base.__module__.partition(".")[0] in ("pydantic", "weaviate_orm")
            if ours and name in vars(base) and not name.startswith("_") and name not in _OPEN:
                raise MappingError(
                    f"{model}.{name}: {name} is something else on each model. Call it {name}_, "
                    f'with prop(name="{name}") for its name on the server.'
                )


def check_private(model: type[HasProperties], annotations: Mapping[str, object]) -> None:
    """Refuse a property that pydantic took for a private attribute, because of its name."""
    for name, annotation in annotations.items():
        text = annotation if isinstance(annotation, str) else repr(annotation)
        kind = text.partition("[")[0].rstrip("'>").rpartition(".")[2]
        if name in model.__private_attributes__ and kind in _MAPPED:
            raise MappingError(
                f"{model.__name__}.{name} begins with _ and would not be stored. Call it "
                f'{name.lstrip("_")}, with prop(name="{name}") where the server has it so.'
            )


def check_arguments(model: type[HasProperties], given: Iterable[str]) -> None:
    """Refuse unknown arguments of a constructor, unless the class itself has an idea of them."""
    fields = model.__pydantic_fields__
    validators = model.__pydantic_decorators__.model_validators.values()
    if (
        model.__pydantic_custom_init__
        or "extra" in model.model_config
        or any(info.alias or info.validation_alias for info in fields.values())
        or any(validator.info.mode != "after" for validator in validators)
    ):
        return
    for name in given:
        if name not in fields:
            raise UnknownName(unknown_name(model, name))


def unknown_name(model: type[HasProperties], name: str) -> str:
    """The sentence for a name that a model does not have."""
    near = get_close_matches(name, list(model.__pydantic_fields__), n=1)
    hint = f" Did you mean {near[0]!r}?" if near else ""
    return f"{model.__name__} has no property {name!r}.{hint}"


def is_template(model: type[HasProperties]) -> bool:
    """Whether it is generic, and only ``model[int]`` says what its properties hold."""
    return bool(model.__pydantic_generic_metadata__["parameters"])


def complete(model: type[HasProperties]) -> bool:
    """Map a class if its annotations are known already; else that waits for its first use."""
    if not model.__pydantic_fields_complete__ or is_template(model):
        return False
    fields_of(model)
    return True
