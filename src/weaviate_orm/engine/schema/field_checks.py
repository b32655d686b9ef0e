"""What vectorizers refuse of the properties that they are given, and of their weights."""

from __future__ import annotations

from weaviate_orm.engine.schema.numbers import (
    is_number,
    list_,
    object_,
    text,
    type_name,
)
from weaviate_orm.engine.schema.setting_checks import (
    Check,
    ModuleSettings,
    first,
)
from weaviate_orm.engine.text.literals import quoted
from weaviate_orm.engine.write.gotext import show


def source_properties(settings: ModuleSettings) -> str | None:
    """`properties` of a text vectorizer: a list of at least one name."""
    value = settings.get("properties")
    if value is None:
        return None
    if not isinstance(value, list):
        return f"properties field needs to be of array type, got: {type_name(value)}"
    if not value:
        return "properties field needs to have at least 1 property defined"
    for item in value:
        if not isinstance(item, str):
            return f"properties field value: {show(item)} must be a string"
    return None


def fields(kind: str) -> Check:
    """`<kind>Fields` is a list of names, its weights as many numbers."""
    return first(field_names(kind), _weights(kind))


def named_fields(kind: str) -> Check:
    """The same; no name is empty."""
    return first(field_names(kind), _no_empty_name(kind), _weights(kind))


def field_names(kind: str) -> Check:
    """`<kind>Fields`, if given, is a list of at least one name."""
    name = f"{kind}Fields"

    def check(settings: ModuleSettings) -> str | None:
        if name not in settings:
            return None
        value = settings[name]
        if not isinstance(value, list):
            return f"{name} must be an array"
        if not value:
            return f"must contain at least one {kind} field name in {name}"
        if not all(isinstance(item, str) for item in value):
            return f"{kind}Field must be a string"
        return None

    return check


def _no_empty_name(kind: str) -> Check:
    def check(settings: ModuleSettings) -> str | None:
        names = list_(settings.get(f"{kind}Fields"))
        return f"{kind}Field values cannot be empty" if "" in names else None

    return check


def _weights(kind: str) -> Check:
    name = f"{kind}Fields"

    def check(settings: ModuleSettings) -> str | None:
        weights = object_(settings.get("weights")).get(name)
        if name not in settings or not isinstance(weights, list):
            return None
        if len(weights) != len(list_(settings[name])):
            return f"weights.{name} does not equal number of {name}"
        for weight in weights:
            if not is_number(weight):
                return f"strconv.ParseFloat: parsing {quoted(text(weight))}: invalid syntax"
        return None

    return check


def image_fields(settings: ModuleSettings) -> str | None:
    """The one list of a vectorizer of images alone, which knows no weights."""
    if "imageFields" not in settings:
        return "imageFields not present"
    return first(field_names("image"), _no_empty_name("image"))(settings)


def either_field(settings: ModuleSettings) -> str | None:
    """One image property or one text property, without weights."""
    given = [kind for kind in ("image", "text") if f"{kind}Fields" in settings]
    if not given:
        return "textFields or imageFields setting needs to be present"
    if len(given) > 1:
        return "only one textFields or imageFields setting needs to be present, not both"
    (kind,) = given
    if len(list_(settings[f"{kind}Fields"])) > 1:
        return f"only one {kind} property is allowed to define"
    if list_(object_(settings.get("weights")).get(f"{kind}Fields")):
        return f"%s weights settigs are not allowed to define, {kind}"  # sic
    return None


def reference_properties(settings: ModuleSettings) -> str | None:
    name = "referenceProperties"
    if name in settings and not isinstance(settings[name], list):
        return f'invalid config: expected array for field "{name}", got {type_name(settings[name])}'
    names = list_(settings.get(name))
    if not names:
        return f'invalid config: must have at least one value in the "{name}" field'
    for item in names:
        if not isinstance(item, str):
            return (
                f'invalid config: expected "{name}" to contain strings, '
                f"found {type_name(item)}: {show(list(names))}"
            )
    return None
