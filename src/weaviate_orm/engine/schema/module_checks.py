"""What modules refuse in their settings: rules to put into the table of modules."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from weaviate_orm.engine.schema.numbers import (
    is_number,
    list_,
    object_,
    text,
    type_name,
    whole,
)
from weaviate_orm.engine.text.literals import quoted
from weaviate_orm.engine.write.gotext import show

if TYPE_CHECKING:
    from weaviate_orm.engine.errors import JSON

ModuleSettings = Mapping[str, "JSON"]
Check = Callable[[ModuleSettings], "str | None"]
"""Settings, defaults filled in, to a fault."""


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


def required(name: str, message: str) -> Check:
    """The setting is a text, not an empty one."""
    return lambda settings: None if text(settings.get(name)) else message


def one_of(name: str, allowed: Sequence[str], message: str) -> Check:
    """The setting is one of these, if it is a text at all."""
    listed = f"{message}: [{' '.join(allowed)}]"

    def check(settings: ModuleSettings) -> str | None:
        value = settings.get(name)
        return listed if isinstance(value, str) and value not in allowed else None

    return check


def optional_one_of(name: str, allowed: Sequence[str], message: str) -> Check:
    """The same; an empty text counts as not given."""
    check = one_of(name, ("", *allowed), message)
    listed = f"{message}: [{' '.join(allowed)}]"
    return lambda settings: listed if check(settings) else None


def whole_within(name: str, least: int, most: int | None, message: str) -> Check:
    """The setting is an integer of this range, written without a fraction, or not given."""

    def check(settings: ModuleSettings) -> str | None:
        value = settings.get(name)
        return None if value is None or _within(value, least, most) else message

    return check


def loosely_within(names: Sequence[str], least: int, most: int, message: str) -> Check:
    """Integers are of this range; what is no integer is not looked at."""

    def check(settings: ModuleSettings) -> str | None:
        values = (settings.get(name) for name in names)
        return message if any(_outside(value, least, most) for value in values) else None

    return check


def _within(value: JSON, least: int, most: int | None) -> bool:
    number = whole(value)
    return number is not None and number >= least and (most is None or number <= most)


def _outside(value: JSON, least: int, most: int) -> bool:
    return whole(value) is not None and not _within(value, least, most)


# OpenAI -------------------------------------------------------------------------------------------

_LEGACY_MODELS = ("ada", "babbage", "curie", "davinci")
_SIZES = {"text-embedding-3-small": (512, 1536), "text-embedding-3-large": (256, 1024, 3072)}
_MODELS = (*_LEGACY_MODELS, *_SIZES)
_VERSIONS = ("001", "002")
_API_VERSIONS = (
    "2022-12-01",
    "2023-03-15-preview",
    "2023-05-15",
    "2023-06-01-preview",
    "2023-07-01-preview",
    "2023-08-01-preview",
    "2023-09-01-preview",
    "2023-12-01-preview",
    "2024-02-15-preview",
    "2024-03-01-preview",
    "2024-02-01",
)
_CONTEXT_SIZES = {
    "gpt-3.5-turbo": 4096,
    "gpt-4": 8192,
    "gpt-4o": 128_000,
    "text-davinci-002": 4097,
    "text-davinci-003": 4097,
}
_DEFAULT_CONTEXT_SIZE = 128_000

openai_type = one_of("type", ("text", "code"), "wrong OpenAI type name, available model names are")
_openai_name = one_of("model", _MODELS, "wrong OpenAI model name, available model names are")
_embedding_api = one_of(
    "apiVersion",
    _API_VERSIONS,
    "wrong Azure OpenAI apiVersion setting, available api versions are",
)
openai_chat_api = optional_one_of(
    "apiVersion",
    (*_API_VERSIONS, "2024-06-01"),
    "wrong Azure OpenAI apiVersion, available api versions are",
)


def _is_azure(settings: ModuleSettings) -> bool:
    named = text(settings.get("resourceName")) and text(settings.get("deploymentId"))
    return bool(named) or settings.get("isAzure") is True


def openai_model(settings: ModuleSettings) -> str | None:
    """Model, its version and its size fit each other."""
    fault = _openai_name(settings)
    if fault:
        return fault
    model = text(settings.get("model"))
    version = text(settings.get("modelVersion"))
    if model in _LEGACY_MODELS and version and version not in _VERSIONS:
        return f"unsupported version {version}"
    size = whole(settings.get("dimensions"))
    sizes = _SIZES.get(model)
    if sizes and size is not None and size not in sizes:
        return _wrong("dimensions", model, sizes)
    return None


def openai_azure(settings: ModuleSettings) -> str | None:
    return _embedding_api(settings) if _is_azure(settings) else None


def openai_tokens(settings: ModuleSettings) -> str | None:
    """`maxTokens` fits the model; models that are not known have no limit."""
    model = settings.get("model")
    most = _CONTEXT_SIZES.get(model) if isinstance(model, str) else _DEFAULT_CONTEXT_SIZE
    return whole_within("maxTokens", 0, most, TOKENS_BY_MODEL)(settings)


TOKENS_BY_MODEL = (
    "Wrong maxTokens configuration, values are should have a minimal value of 1 "
    "and max is dependant on the model used"
)


def _wrong(setting: str, model: str, allowed: Sequence[int]) -> str:
    listed = " ".join(map(str, allowed))
    return f"wrong {setting} setting for {model} model, available {setting} are: [{listed}]"


# Others -------------------------------------------------------------------------------------------

AI_STUDIO = "generativelanguage.googleapis.com"


def hugging_face_models(settings: ModuleSettings) -> str | None:
    if text(settings.get("model")) and text(settings.get("passageModel")):
        return "only one setting must be set either 'model' or 'passageModel'"
    return None


def google_project(settings: ModuleSettings) -> str | None:
    """Vertex AI wants a project."""
    if settings.get("apiEndpoint") == AI_STUDIO or text(settings.get("projectId")):
        return None
    return "projectId cannot be empty"


def google_chat_project(settings: ModuleSettings) -> str | None:
    """Generative settings may leave the endpoint open, and with it the project."""
    return google_project(settings) if text(settings.get("apiEndpoint")) else None


def google_tokens(settings: ModuleSettings) -> str | None:
    model = text(settings.get("modelId"))
    limits = {"gemini-1.5": 8192, "gemini-1.0": 2048}
    most = next((size for start, size in limits.items() if model.startswith(start)), 1024)
    message = f"tokenLimit has to be an integer value between 1 and {most}"
    return whole_within("tokenLimit", 1, most, message)(settings)


aws_service = one_of("service", ("bedrock", "sagemaker"), "wrong service, available services are")


def _is_bedrock(settings: ModuleSettings) -> bool:
    return settings.get("service", "bedrock") == "bedrock"


def _is_sagemaker(settings: ModuleSettings) -> bool:
    return settings.get("service") == "sagemaker"


def on_bedrock(check: Check) -> Check:
    return lambda settings: check(settings) if _is_bedrock(settings) else None


def on_sagemaker(check: Check) -> Check:
    return lambda settings: check(settings) if _is_sagemaker(settings) else None


def _no_endpoint(settings: ModuleSettings) -> str | None:
    endpoint = text(settings.get("endpoint"))
    return f"wrong configuration: {endpoint}, not applicable to bedrock" if endpoint else None


def _no_model(settings: ModuleSettings) -> str | None:
    if text(settings.get("model")):
        return "wrong configuration: model, not applicable to sagemaker. did you mean targetModel"
    return None


aws_model = on_bedrock(required("model", "model has to be defined"))
aws_no_endpoint = on_bedrock(_no_endpoint)
aws_endpoint = on_sagemaker(required("endpoint", "endpoint cannot be empty"))
aws_no_model = on_sagemaker(_no_model)


# Media --------------------------------------------------------------------------------------------


def fields(kind: str) -> Check:
    """`<kind>Fields` is a list of names, its weights as many numbers."""
    return first(field_names(kind), _weights(kind))


def named_fields(kind: str) -> Check:
    """The same; no name is empty."""
    return first(field_names(kind), _no_empty_name(kind), _weights(kind))


def first(*checks: Check) -> Check:
    """The first fault of these, which are asked in turn."""

    def check(settings: ModuleSettings) -> str | None:
        faults = (each(settings) for each in checks)
        return next((fault for fault in faults if fault is not None), None)

    return check


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


def filled(name: str) -> Check:
    """The setting is no empty text."""
    return lambda settings: f"{name} cannot be empty" if settings.get(name) == "" else None


def inference_urls(settings: ModuleSettings) -> str | None:
    """One address for all texts, or two: one for objects and one for searches."""
    passage, query, one = (
        text(settings.get(f"{name}nferenceUrl")) for name in ("passageI", "queryI", "i")
    )
    if one and (passage or query):
        return (
            "either inferenceUrl or passageInferenceUrl together with queryInferenceUrl needs to "
            "be set, not both"
        )
    for name, given, other_name, other in (
        ("passageInferenceUrl", passage, "queryInferenceUrl", query),
        ("queryInferenceUrl", query, "passageInferenceUrl", passage),
    ):
        if given and not other:
            return f"{name} is set but {other_name} is empty, both needs to be set"
    return None


def google_video(settings: ModuleSettings) -> str | None:
    """Sizes and intervals of the default multimodal model."""
    model = "multimodalembedding@001"
    if text(settings.get("modelId")) not in ("", model):
        return None
    size = whole(settings.get("dimensions"))
    sizes = (128, 256, 512, 1408)
    if size is not None and size not in sizes:
        return _wrong("dimensions", model, sizes)
    interval = whole(settings.get("videoIntervalSeconds"))
    intervals = (4, 8, 15, 120)
    if interval is not None and interval not in intervals:
        return _wrong("videoIntervalSeconds", model, intervals)
    if list_(settings.get("videoFields")) and size not in (None, sizes[-1]):
        return f"videoFields support only {sizes[-1]} dimensions setting"
    return None


def jina_size(settings: ModuleSettings) -> str | None:
    if _outside(settings.get("dimensions"), 64, 1024):
        return "dimensions needs to within [64, 1024] range"
    return None


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


# References ---------------------------------------------------------------------------------------


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


def centroid_method(settings: ModuleSettings) -> str | None:
    method = settings.get("method")
    if isinstance(method, str):
        return None
    return f"could not parse calculation methode. Expected a string, got: {show(method)}"  # sic
