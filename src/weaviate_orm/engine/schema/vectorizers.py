"""The vectorizers that a collection may name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from weaviate_orm.engine.schema import field_checks, provider_checks
from weaviate_orm.engine.schema.module import Module, ModuleKind, about
from weaviate_orm.engine.schema.setting_checks import Check, filled, one_of, required

if TYPE_CHECKING:
    from weaviate_orm.engine.errors import JSON

_PROPERTY = {"skip": False, "vectorizePropertyName": False}
_CLASS_NAME, _NO_CLASS_NAME = {"vectorizeClassName": True}, {"vectorizeClassName": False}


def _text(
    name: str,
    defaults: Mapping[str, JSON],
    *rules: Check,
    meta: JSON = None,
    property_defaults: Mapping[str, JSON] | None = _PROPERTY,
    joined: bool = False,
    multi_vectors: bool = False,
    listed: bool = True,
) -> Module:
    """A vectorizer of texts."""
    return Module(
        name,
        ModuleKind.VECTORIZER,
        defaults,
        property_defaults,
        (field_checks.source_properties, *rules),
        joined=joined,
        multi_vectors=multi_vectors,
        meta=meta,
        listed=listed,
    )


def _media(
    name: str,
    kinds: str,
    defaults: Mapping[str, JSON],
    *rules: Check,
    meta: JSON = None,
    multi_vectors: bool = False,
) -> Module:
    """A vectorizer of several kinds of fields."""
    return Module(
        name,
        ModuleKind.VECTORIZER,
        defaults,
        None,
        (*map(field_checks.fields, kinds.split()), *rules),
        multi_vectors=multi_vectors,
        meta=meta,
    )


def _container_media(name: str, *rules: Check) -> Module:
    """A vectorizer of media in a container beside the server."""
    return Module(name, ModuleKind.VECTORIZER, {}, None, rules, listed=False)


_TEXT = (
    _text(
        "text2vec-openai",
        {"model": "text-embedding-3-small", "baseURL": "https://api.openai.com", **_CLASS_NAME},
        provider_checks.openai_type,
        provider_checks.openai_model,
        provider_checks.openai_azure,
        meta=about(
            "OpenAI Module",
            "https://platform.openai.com/docs/guides/embeddings/what-are-embeddings",
        ),
    ),
    _text(
        "text2vec-cohere",
        {
            "model": "embed-multilingual-v3.0",
            "truncate": "END",
            "baseUrl": "https://api.cohere.ai",
            **_CLASS_NAME,
        },
        one_of(
            "truncate",
            ("NONE", "START", "END", "LEFT", "RIGHT"),
            "wrong truncate type, available types are",
        ),
        meta=about("Cohere Module", "https://docs.cohere.ai/embedding-wiki/"),
    ),
    _text(
        "text2vec-huggingface",
        {
            "model": "sentence-transformers/msmarco-bert-base-dot-v5",
            "waitForModel": False,
            "useGPU": False,
            "useCache": True,
            **_CLASS_NAME,
        },
        provider_checks.hugging_face_models,
        meta=about(
            "Hugging Face Module",
            "https://huggingface.co/docs/api-inference/detailed_parameters#feature-extraction-task",
        ),
    ),
    _text(
        "text2vec-mistral",
        {
            "model": "mistral-embed",
            "baseURL": "https://api.mistral.ai/v1/embeddings",
            **_CLASS_NAME,
        },
        property_defaults={"skip": True, "vectorizePropertyName": False},
        meta=about("Mistral Module", "https://docs.mistral.ai/api/#operation/createEmbedding"),
    ),
    _text(
        "text2vec-jinaai",
        {"model": "jina-embeddings-v4", "baseURL": "https://api.jina.ai", **_NO_CLASS_NAME},
        meta=about("JinaAI Module", "https://jina.ai/embeddings/"),
    ),
    _text(
        "text2vec-voyageai",
        {
            "model": "voyage-3",
            "baseURL": "https://api.voyageai.com/v1",
            "truncate": True,
            **_CLASS_NAME,
        },
        meta=about("VoyageAI Module", "https://docs.voyageai.com/docs/embeddings"),
    ),
    _text(
        "text2vec-nvidia",
        {
            "model": "nvidia/nv-embed-v1",
            "baseUrl": "https://integrate.api.nvidia.com",
            "truncate": "NONE",
            **_NO_CLASS_NAME,
        },
        one_of("truncate", ("NONE", "START", "END"), "wrong truncate type, available types are"),
        meta=about("NVIDIA Module", "https://docs.api.nvidia.com/nim/reference/retrieval-apis"),
    ),
    _text(
        "text2vec-weaviate",
        {"model": "Snowflake/snowflake-arctic-embed-l-v2.0", "baseURL": "", **_CLASS_NAME},
        meta=about("Weaviate Embedding Module", "https://docs.weaviate.io/cloud/embeddings"),
    ),
    _text(
        "text2vec-google",
        _NO_CLASS_NAME,
        provider_checks.google_project,
        one_of(
            "taskType",
            (
                "RETRIEVAL_QUERY",
                "QUESTION_ANSWERING",
                "FACT_VERIFICATION",
                "CODE_RETRIEVAL_QUERY",
                "CLASSIFICATION",
                "CLUSTERING",
                "SEMANTIC_SIMILARITY",
            ),
            "wrong taskType supported task types are",
        ),
        joined=True,
        meta=about(
            "Google Module",
            "https://cloud.google.com/vertex-ai/docs/generative-ai/embeddings/get-text-embeddings",
        ),
    ),
    _text(
        "text2vec-aws",
        {"service": "bedrock", **_NO_CLASS_NAME},
        provider_checks.aws_service,
        required("region", "region cannot be empty"),
        provider_checks.aws_model,
        provider_checks.aws_no_endpoint,
        provider_checks.aws_endpoint,
        provider_checks.aws_no_model,
        joined=True,
        meta=about(
            "AWS Module",
            "https://docs.aws.amazon.com/bedrock/latest/userguide/titan-embedding-models.html",
        ),
    ),
    _text(
        "text2vec-databricks",
        _CLASS_NAME,
        required("endpoint", "endpoint cannot be empty"),
        meta=about(
            "Databricks Foundation Models Module - Embeddings",
            "https://docs.databricks.com/en/machine-learning/foundation-models/"
            "api-reference.html#embedding-task",
        ),
    ),
    _text(
        "text2vec-digitalocean",
        {"baseURL": "https://inference.do-ai.run", **_CLASS_NAME},
        required(
            "model",
            "model must be set; choose one from GET /v1/models on the DigitalOcean Serverless "
            "Inference endpoint",
        ),
        meta=about(
            "DigitalOcean Serverless Inference Module",
            "https://docs.digitalocean.com/reference/api/reference/serverless-inference/",
        ),
    ),
    _text(
        "text2vec-morph",
        {"model": "morph-embedding-v3", "baseURL": "https://api.morphllm.com", **_NO_CLASS_NAME},
        meta=about("Morph Module", "https://docs.morphllm.com/api-reference/endpoint/embedding"),
    ),
    _text(
        "text2vec-octoai",
        {"model": "thenlper/gte-large", **_CLASS_NAME},
        meta=about(
            "OctoAI Module (deprecated)", "https://octo.ai/docs/text-gen-solution/getting-started"
        ),
    ),
    _text(
        "text2multivec-jinaai",
        {
            "model": "jina-colbert-v2",
            "baseURL": "https://api.jina.ai",
            "dimensions": 128,
            **_CLASS_NAME,
        },
        multi_vectors=True,
        meta=about("JinaAI Multivec Module", "https://jina.ai/embeddings/"),
    ),
    # Those of a container beside the server.
    _text(
        "text2vec-ollama",
        _NO_CLASS_NAME,
        filled("apiEndpoint"),
        filled("model"),
        listed=False,
    ),
    _text(
        "text2vec-transformers",
        {"poolingStrategy": "masked_mean", **_CLASS_NAME},
        provider_checks.inference_urls,
        listed=False,
    ),
    _text("text2vec-model2vec", _NO_CLASS_NAME, listed=False),
    _text("text2vec-contextionary", _CLASS_NAME, listed=False),
    Module("text2vec-gpt4all", ModuleKind.VECTORIZER, {}, None, listed=False),
    Module(
        "text2vec-bigram",
        ModuleKind.VECTORIZER,
        _CLASS_NAME,
        {"skip": False, "vectorizePropertyName": True},
    ),
)

_MEDIA = (
    _media(
        "multi2vec-cohere",
        "image text",
        {},
        meta=about("Cohere Multimodal Module", "https://docs.cohere.ai/embedding-wiki/"),
    ),
    _media(
        "multi2vec-jinaai",
        "image text",
        {"model": "jina-clip-v2", "baseURL": "https://api.jina.ai", **_NO_CLASS_NAME},
        provider_checks.jina_size,
        meta=about("JinaAI CLIP Module", "https://jina.ai/embeddings/"),
    ),
    _media(
        "multi2vec-voyageai",
        "image text video",
        {
            "model": "voyage-multimodal-3",
            "baseURL": "https://api.voyageai.com/v1",
            "truncate": True,
            **_NO_CLASS_NAME,
        },
        meta=about(
            "VoyageAI Multi Modal Module", "https://docs.voyageai.com/docs/multimodal-embeddings"
        ),
    ),
    _media(
        "multi2vec-nvidia",
        "image text",
        {},
        meta=about(
            "NVIDIA CLIP Module", "https://docs.api.nvidia.com/nim/reference/retrieval-apis"
        ),
    ),
    _media(
        "multi2vec-google",
        "image text video audio",
        {},
        provider_checks.google_video,
        meta=about(
            "Google Multimodal Module",
            "https://cloud.google.com/vertex-ai/generative-ai/docs/embeddings/"
            "get-multimodal-embeddings",
        ),
    ),
    _media(
        "multi2vec-aws",
        "image text",
        {},
        meta=about(
            "AWS CLIP Module",
            "https://docs.aws.amazon.com/decision-guides/latest/bedrock-or-sagemaker/"
            "bedrock-or-sagemaker.html?icmpid=docs_homepage_featuredsvcs",
        ),
    ),
    _media(
        "multi2vec-twelvelabs",
        "image text video audio",
        {"model": "marengo3.0", "baseURL": "https://api.twelvelabs.io/v1.3", **_NO_CLASS_NAME},
        meta=about(
            "TwelveLabs Multi Modal Module",
            "https://docs.twelvelabs.io/v1.3/api-reference/create-embeddings",
        ),
    ),
    _media(
        "multi2multivec-jinaai",
        "image text",
        {"model": "jina-embeddings-v4", "baseURL": "https://api.jina.ai", **_NO_CLASS_NAME},
        field_checks.either_field,
        multi_vectors=True,
        meta=about("JinaAI CLIP Multivec Module", "https://jina.ai/embeddings/"),
    ),
    _media(
        "multi2multivec-weaviate",
        "image text",
        {"model": "ModernVBERT/colmodernvbert", "baseURL": "", **_NO_CLASS_NAME},
        multi_vectors=True,
        meta=about(
            "Weaviate Multivec Embedding Module", "https://docs.weaviate.io/cloud/embeddings"
        ),
    ),
    _container_media("multi2vec-clip", *map(field_checks.named_fields, ("image", "text"))),
    # of its other kinds of fields nothing is checked
    _container_media("multi2vec-bind", *map(field_checks.named_fields, ("image", "text"))),
    _container_media("img2vec-neural", field_checks.image_fields),
)

_CENTROID = Module(
    "ref2vec-centroid",
    ModuleKind.REFERENCES,
    {"method": "mean"},
    checks=(field_checks.reference_properties, provider_checks.centroid_method),
    names_collection=True,
    meta={},
)

VECTORIZERS = (*_TEXT, *_MEDIA, _CENTROID)


def like_a_text_vectorizer(name: str) -> Module:
    """A vectorizer of texts that nothing else is known of."""
    return _text(name, _CLASS_NAME, listed=False)
