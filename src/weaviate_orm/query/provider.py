"""A provider of generated texts, chosen for one query."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from weaviate_orm.errors import MisuseTypeError, MisuseValueError
from weaviate_orm.models.settings import Names
from weaviate_orm.wire import messages as pb

if TYPE_CHECKING:
    from google.protobuf.descriptor import Descriptor, FieldDescriptor

    from weaviate_orm.models.model import ModelBase


class Provider:
    """Who answers the prompts of a query, and how: made by the functions of ``providers``.

    What is not said is left to the collection's own module, where it has the same, else to the
    server.
    """

    def __init__(self, name: str, /, **settings: str | float | bool | Names | None) -> None:
        fields = _members().get(name)
        if fields is None:
            raise MisuseValueError(
                f"There is no provider {name!r}. There are {', '.join(sorted(_members()))}."
            )
        self.name = name
        self.settings: Mapping[str, str | float | bool | tuple[str, ...]] = {
            key: tuple(value) if isinstance(value, list | tuple) else value
            for key, value in settings.items()
            if value is not None
        }
        for key, value in self.settings.items():
            _check(name, key, value)

    def __repr__(self) -> str:
        inner = ", ".join(f"{key}={value!r}" for key, value in self.settings.items())
        return f"providers.{self.name}({inner})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Provider) and vars(self) == vars(other)

    def __hash__(self) -> int:
        return hash((self.name, *self.settings.items()))

    @property
    def takes_images(self) -> bool:
        """Whether pictures can go with a prompt."""
        return "images" in _members()[self.name]

    @property
    def has_metadata(self) -> bool:
        """Whether the server passes on what the provider says of its answers."""
        answers = cast("Descriptor", pb.GenerativeMetadata.DESCRIPTOR)  # of either runtime
        found = answers.fields_by_name.get(self.name)
        return found is not None and bool(_message_of(found).fields)

    def message(
        self,
        images: tuple[str, ...] = (),
        image_properties: tuple[str, ...] = (),
        *,
        metadata: bool = False,
    ) -> pb.GenerativeProvider:
        """The provider's member of a request.

        Args:
            images: Base64.
            image_properties: Names of blobs, of which each object's own is sent along.
            metadata: Ask for what the provider says of its answer.
        """
        made = pb.GenerativeProvider(return_metadata=metadata)
        member: Any = getattr(made, self.name)
        member.SetInParent()
        fields = _members()[self.name]
        for key, value in self.settings.items():
            if isinstance(value, tuple):
                getattr(member, key).values.extend(value)
            elif (enum := fields[key].enum_type) is not None:
                setattr(member, key, enum.values_by_name[f"{key}_{value}".upper()].number)
            else:
                setattr(member, key, value)
        if images:
            member.images.values.extend(images)
        if image_properties:
            member.image_properties.values.extend(image_properties)
        return made


def own_provider(model: type[ModelBase]) -> Provider | None:
    """The provider that a collection has of its own, as far as its model says so."""
    module = model.__settings__.generative
    name = module.module.removeprefix("generative-") if module is not None else ""
    return Provider(name) if name in _members() else None


@cache
def _members() -> Mapping[str, Mapping[str, FieldDescriptor]]:
    """The settings of each provider, from the protocol; the dummy's name chooses nothing."""
    providers = cast("Descriptor", pb.GenerativeProvider.DESCRIPTOR)  # of either runtime
    return {
        field.name: {each.name: each for each in _message_of(field).fields}
        for field in providers.fields
        if field.message_type is not None and field.name != "dummy"
    }


def _message_of(field: FieldDescriptor) -> Descriptor:
    return cast("Descriptor", field.message_type)  # of a field that holds a message


def _check(name: str, key: str, value: object) -> None:
    if key not in _members()[name] or key in ("images", "image_properties"):
        raise MisuseTypeError(f"providers.{name}() has no setting {key!r}.")
    if type(value) is int and value < 1 and not _is_fraction(name, key):
        raise MisuseValueError(
            f"providers.{name}({key}={value}): the server takes numbers from 1 on; leave it out "
            "for the provider's default."
        )


def _is_fraction(name: str, key: str) -> bool:
    field = _members()[name][key]
    return field.type == field.TYPE_DOUBLE
