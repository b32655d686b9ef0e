"""What the modules of single providers refuse in their settings."""

from __future__ import annotations

from collections.abc import Sequence

from weaviate_orm.engine.schema.numbers import list_, text, whole
from weaviate_orm.engine.schema.setting_checks import (
    Check,
    ModuleSettings,
    one_of,
    optional_one_of,
    outside,
    required,
    whole_within,
)
from weaviate_orm.engine.write.gotext import show

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
    if outside(settings.get("dimensions"), 64, 1024):
        return "dimensions needs to within [64, 1024] range"
    return None


def centroid_method(settings: ModuleSettings) -> str | None:
    method = settings.get("method")
    if isinstance(method, str):
        return None
    return f"could not parse calculation methode. Expected a string, got: {show(method)}"  # sic
