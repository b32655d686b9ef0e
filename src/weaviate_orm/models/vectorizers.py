# Written by tools/build_settings.py from tools/settings/vectorizers.toml; do not edit.
"""Vectorizers: the server's modules that make vectors.

What is None is left to the server.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from weaviate_orm.models.settings import Fields, Names, Vectorizer

TaskType: TypeAlias = Literal[
    "RETRIEVAL_QUERY",
    "QUESTION_ANSWERING",
    "FACT_VERIFICATION",
    "CODE_RETRIEVAL_QUERY",
    "CLASSIFICATION",
    "CLUSTERING",
    "SEMANTIC_SIMILARITY",
]


def text2vec_openai(
    *,
    source: Names = (),
    model: str | None = None,
    dimensions: int | None = None,
    base_url: str | None = None,
    endpoint: str | None = None,
    model_version: str | None = None,
    model_type: Literal["text", "code"] | None = None,
    resource_name: str | None = None,
    deployment_id: str | None = None,
    is_azure: bool | None = None,
    api_version: str | None = None,
    vectorize_collection_name: bool | None = None,
) -> Vectorizer:
    """Texts by OpenAI, or by OpenAI's models at Azure."""
    return Vectorizer(
        "text2vec-openai",
        source,
        model=model,
        dimensions=dimensions,
        baseURL=base_url,
        endpoint=endpoint,
        modelVersion=model_version,
        type=model_type,
        resourceName=resource_name,
        deploymentId=deployment_id,
        isAzure=is_azure,
        apiVersion=api_version,
        vectorizeClassName=vectorize_collection_name,
    )


def text2vec_cohere(
    *,
    source: Names = (),
    model: str | None = None,
    truncate: Literal["NONE", "START", "END", "LEFT", "RIGHT"] | None = None,
    dimensions: int | None = None,
    base_url: str | None = None,
    vectorize_collection_name: bool | None = None,
) -> Vectorizer:
    """Texts by Cohere."""
    return Vectorizer(
        "text2vec-cohere",
        source,
        model=model,
        truncate=truncate,
        dimensions=dimensions,
        baseURL=base_url,
        vectorizeClassName=vectorize_collection_name,
    )


def text2vec_huggingface(
    *,
    source: Names = (),
    model: str | None = None,
    passage_model: str | None = None,
    endpoint_url: str | None = None,
    wait_for_model: bool | None = None,
    use_gpu: bool | None = None,
    use_cache: bool | None = None,
    vectorize_collection_name: bool | None = None,
) -> Vectorizer:
    """Texts by Hugging Face, or by an inference endpoint of one's own."""
    return Vectorizer(
        "text2vec-huggingface",
        source,
        model=model,
        passageModel=passage_model,
        endpointURL=endpoint_url,
        options={"waitForModel": wait_for_model, "useGPU": use_gpu, "useCache": use_cache},
        vectorizeClassName=vectorize_collection_name,
    )


def text2vec_mistral(
    *,
    source: Names,
    model: str | None = None,
    base_url: str | None = None,
    vectorize_collection_name: bool | None = None,
) -> Vectorizer:
    """Texts by Mistral."""
    return Vectorizer(
        "text2vec-mistral",
        source,
        model=model,
        baseURL=base_url,
        vectorizeClassName=vectorize_collection_name,
    )


def text2vec_jinaai(
    *,
    source: Names = (),
    model: str | None = None,
    dimensions: int | None = None,
    base_url: str | None = None,
    vectorize_collection_name: bool | None = None,
) -> Vectorizer:
    """Texts by Jina AI."""
    return Vectorizer(
        "text2vec-jinaai",
        source,
        model=model,
        dimensions=dimensions,
        baseURL=base_url,
        vectorizeClassName=vectorize_collection_name,
    )


def text2vec_voyageai(
    *,
    source: Names = (),
    model: str | None = None,
    truncate: bool | None = None,
    dimensions: int | None = None,
    base_url: str | None = None,
    vectorize_collection_name: bool | None = None,
) -> Vectorizer:
    """Texts by Voyage AI."""
    return Vectorizer(
        "text2vec-voyageai",
        source,
        model=model,
        truncate=truncate,
        dimensions=dimensions,
        baseURL=base_url,
        vectorizeClassName=vectorize_collection_name,
    )


def text2vec_nvidia(
    *,
    source: Names = (),
    model: str | None = None,
    truncate: Literal["NONE", "START", "END"] | None = None,
    base_url: str | None = None,
    vectorize_collection_name: bool | None = None,
) -> Vectorizer:
    """Texts by NVIDIA."""
    return Vectorizer(
        "text2vec-nvidia",
        source,
        model=model,
        truncate=truncate,
        baseURL=base_url,
        vectorizeClassName=vectorize_collection_name,
    )


def text2vec_weaviate(
    *,
    source: Names = (),
    model: str | None = None,
    dimensions: int | None = None,
    base_url: str | None = None,
    vectorize_collection_name: bool | None = None,
) -> Vectorizer:
    """Texts by Weaviate Cloud's own models."""
    return Vectorizer(
        "text2vec-weaviate",
        source,
        model=model,
        dimensions=dimensions,
        baseURL=base_url,
        vectorizeClassName=vectorize_collection_name,
    )


def text2vec_google(
    *,
    source: Names = (),
    model: str | None = None,
    project_id: str | None = None,
    location: str | None = None,
    api_endpoint: str | None = None,
    dimensions: int | None = None,
    task_type: TaskType | None = None,
    title_property: str | None = None,
    vectorize_collection_name: bool | None = None,
) -> Vectorizer:
    """Texts by Google, through Vertex AI or Gemini's own API."""
    return Vectorizer(
        "text2vec-google",
        source,
        fields={"titleProperty": title_property},
        modelId=model,
        projectId=project_id,
        location=location,
        apiEndpoint=api_endpoint,
        dimensions=dimensions,
        taskType=task_type,
        vectorizeClassName=vectorize_collection_name,
    )


def text2vec_aws(
    *,
    region: str,
    source: Names = (),
    service: Literal["bedrock", "sagemaker"] | None = None,
    model: str | None = None,
    endpoint: str | None = None,
    target_model: str | None = None,
    target_variant: str | None = None,
    dimensions: int | None = None,
    vectorize_collection_name: bool | None = None,
) -> Vectorizer:
    """Texts by AWS: Bedrock (give `model`) or SageMaker (give `endpoint`)."""
    return Vectorizer(
        "text2vec-aws",
        source,
        region=region,
        service=service,
        model=model,
        endpoint=endpoint,
        targetModel=target_model,
        targetVariant=target_variant,
        dimensions=dimensions,
        vectorizeClassName=vectorize_collection_name,
    )


def text2vec_databricks(
    *,
    endpoint: str,
    source: Names = (),
    instruction: str | None = None,
    vectorize_collection_name: bool | None = None,
) -> Vectorizer:
    """Texts by Databricks."""
    return Vectorizer(
        "text2vec-databricks",
        source,
        endpoint=endpoint,
        instruction=instruction,
        vectorizeClassName=vectorize_collection_name,
    )


def text2vec_digitalocean(
    *,
    model: str,
    source: Names = (),
    dimensions: int | None = None,
    base_url: str | None = None,
    vectorize_collection_name: bool | None = None,
) -> Vectorizer:
    """Texts by DigitalOcean (server 1.37)."""
    return Vectorizer(
        "text2vec-digitalocean",
        source,
        model=model,
        dimensions=dimensions,
        baseURL=base_url,
        vectorizeClassName=vectorize_collection_name,
    )


def text2vec_morph(
    *,
    source: Names = (),
    model: str | None = None,
    base_url: str | None = None,
    endpoint: str | None = None,
    vectorize_collection_name: bool | None = None,
) -> Vectorizer:
    """Code and texts by Morph (server 1.33)."""
    return Vectorizer(
        "text2vec-morph",
        source,
        model=model,
        baseURL=base_url,
        endpoint=endpoint,
        vectorizeClassName=vectorize_collection_name,
    )


def text2vec_ollama(
    *,
    source: Names = (),
    model: str | None = None,
    api_endpoint: str | None = None,
    vectorize_collection_name: bool | None = None,
) -> Vectorizer:
    """Texts by an Ollama that the server reaches."""
    return Vectorizer(
        "text2vec-ollama",
        source,
        model=model,
        apiEndpoint=api_endpoint,
        vectorizeClassName=vectorize_collection_name,
    )


def text2vec_transformers(
    *,
    source: Names = (),
    pooling_strategy: Literal["masked_mean", "cls"] | None = None,
    inference_url: str | None = None,
    passage_inference_url: str | None = None,
    query_inference_url: str | None = None,
    dimensions: int | None = None,
    vectorize_collection_name: bool | None = None,
) -> Vectorizer:
    """Texts by the transformers container beside the server."""
    return Vectorizer(
        "text2vec-transformers",
        source,
        poolingStrategy=pooling_strategy,
        inferenceUrl=inference_url,
        passageInferenceUrl=passage_inference_url,
        queryInferenceUrl=query_inference_url,
        dimensions=dimensions,
        vectorizeClassName=vectorize_collection_name,
    )


def text2vec_model2vec(
    *,
    source: Names = (),
    inference_url: str | None = None,
    vectorize_collection_name: bool | None = None,
) -> Vectorizer:
    """Texts by the Model2Vec container beside the server."""
    return Vectorizer(
        "text2vec-model2vec",
        source,
        inferenceUrl=inference_url,
        vectorizeClassName=vectorize_collection_name,
    )


def text2vec_contextionary(
    *,
    source: Names = (),
    vectorize_collection_name: bool | None = None,
) -> Vectorizer:
    """Texts by the contextionary container (deprecated by Weaviate)."""
    return Vectorizer(
        "text2vec-contextionary",
        source,
        vectorizeClassName=vectorize_collection_name,
    )


def text2vec_gpt4all(
    *,
    source: Names = (),
    vectorize_collection_name: bool | None = None,
) -> Vectorizer:
    """Texts by the GPT4All container (deprecated by Weaviate)."""
    return Vectorizer("text2vec-gpt4all", source, vectorizeClassName=vectorize_collection_name)


def text2vec_octoai(
    *,
    source: Names = (),
    model: str | None = None,
    base_url: str | None = None,
    vectorize_collection_name: bool | None = None,
) -> Vectorizer:
    """Texts by OctoAI, whose service has ended."""
    return Vectorizer(
        "text2vec-octoai",
        source,
        model=model,
        baseURL=base_url,
        vectorizeClassName=vectorize_collection_name,
    )


def text2vec_bigram() -> Vectorizer:
    """Counts of pairs of letters, for tests: needs no service, and reads all properties."""
    return Vectorizer("text2vec-bigram")


def text2multivec_jinaai(
    *,
    source: Names = (),
    model: str | None = None,
    dimensions: int | None = None,
    base_url: str | None = None,
    vectorize_collection_name: bool | None = None,
) -> Vectorizer:
    """Texts by Jina AI, as a `multi_vector`."""
    return Vectorizer(
        "text2multivec-jinaai",
        source,
        model=model,
        dimensions=dimensions,
        baseURL=base_url,
        vectorizeClassName=vectorize_collection_name,
    )


def multi2vec_clip(
    *,
    image_fields: Fields = (),
    text_fields: Fields = (),
    inference_url: str | None = None,
) -> Vectorizer:
    """Images and texts by the CLIP container beside the server."""
    return Vectorizer(
        "multi2vec-clip",
        fields={"imageFields": image_fields, "textFields": text_fields},
        inferenceUrl=inference_url,
    )


def multi2vec_bind(
    *,
    image_fields: Fields = (),
    text_fields: Fields = (),
    audio_fields: Fields = (),
    video_fields: Fields = (),
    imu_fields: Fields = (),
    thermal_fields: Fields = (),
    depth_fields: Fields = (),
) -> Vectorizer:
    """Media of seven kinds by the ImageBind container beside the server."""
    return Vectorizer(
        "multi2vec-bind",
        fields={
            "imageFields": image_fields,
            "textFields": text_fields,
            "audioFields": audio_fields,
            "videoFields": video_fields,
            "imuFields": imu_fields,
            "thermalFields": thermal_fields,
            "depthFields": depth_fields,
        },
    )


def multi2vec_cohere(
    *,
    image_fields: Fields = (),
    text_fields: Fields = (),
    model: str | None = None,
    truncate: Literal["NONE", "START", "END", "LEFT", "RIGHT"] | None = None,
    dimensions: int | None = None,
    base_url: str | None = None,
) -> Vectorizer:
    """Images and texts by Cohere."""
    return Vectorizer(
        "multi2vec-cohere",
        fields={"imageFields": image_fields, "textFields": text_fields},
        model=model,
        truncate=truncate,
        dimensions=dimensions,
        baseURL=base_url,
    )


def multi2vec_jinaai(
    *,
    image_fields: Fields = (),
    text_fields: Fields = (),
    model: str | None = None,
    dimensions: int | None = None,
    base_url: str | None = None,
) -> Vectorizer:
    """Images and texts by Jina AI."""
    return Vectorizer(
        "multi2vec-jinaai",
        fields={"imageFields": image_fields, "textFields": text_fields},
        model=model,
        dimensions=dimensions,
        baseURL=base_url,
    )


def multi2vec_voyageai(
    *,
    image_fields: Fields = (),
    text_fields: Fields = (),
    video_fields: Fields = (),
    model: str | None = None,
    truncate: bool | None = None,
    base_url: str | None = None,
) -> Vectorizer:
    """Images, texts and films by Voyage AI."""
    return Vectorizer(
        "multi2vec-voyageai",
        fields={
            "imageFields": image_fields,
            "textFields": text_fields,
            "videoFields": video_fields,
        },
        model=model,
        truncate=truncate,
        baseURL=base_url,
    )


def multi2vec_nvidia(
    *,
    image_fields: Fields = (),
    text_fields: Fields = (),
    model: str | None = None,
    base_url: str | None = None,
) -> Vectorizer:
    """Images and texts by NVIDIA."""
    return Vectorizer(
        "multi2vec-nvidia",
        fields={"imageFields": image_fields, "textFields": text_fields},
        model=model,
        baseURL=base_url,
    )


def multi2vec_google(
    *,
    image_fields: Fields = (),
    text_fields: Fields = (),
    video_fields: Fields = (),
    audio_fields: Fields = (),
    model: str | None = None,
    project_id: str | None = None,
    location: str | None = None,
    api_endpoint: str | None = None,
    dimensions: int | None = None,
    video_interval_seconds: int | None = None,
) -> Vectorizer:
    """Images, texts, films and sounds by Google, through Vertex AI or Gemini's own API."""
    return Vectorizer(
        "multi2vec-google",
        fields={
            "imageFields": image_fields,
            "textFields": text_fields,
            "videoFields": video_fields,
            "audioFields": audio_fields,
        },
        modelId=model,
        projectId=project_id,
        location=location,
        apiEndpoint=api_endpoint,
        dimensions=dimensions,
        videoIntervalSeconds=video_interval_seconds,
    )


def multi2vec_aws(
    *,
    region: str,
    image_fields: Fields = (),
    text_fields: Fields = (),
    model: str | None = None,
    dimensions: int | None = None,
) -> Vectorizer:
    """Images and texts by AWS's Bedrock (server 1.33)."""
    return Vectorizer(
        "multi2vec-aws",
        fields={"imageFields": image_fields, "textFields": text_fields},
        region=region,
        model=model,
        dimensions=dimensions,
    )


def multi2vec_twelvelabs(
    *,
    image_fields: Fields = (),
    text_fields: Fields = (),
    video_fields: Fields = (),
    audio_fields: Fields = (),
    model: str | None = None,
    base_url: str | None = None,
) -> Vectorizer:
    """Images, texts, films and sounds by TwelveLabs (server 1.39)."""
    return Vectorizer(
        "multi2vec-twelvelabs",
        fields={
            "imageFields": image_fields,
            "textFields": text_fields,
            "videoFields": video_fields,
            "audioFields": audio_fields,
        },
        model=model,
        baseURL=base_url,
    )


def multi2multivec_jinaai(
    *,
    image_fields: Names = (),
    text_fields: Names = (),
    model: str | None = None,
    base_url: str | None = None,
) -> Vectorizer:
    """One image or one text by Jina AI, as a `multi_vector` (server 1.32)."""
    return Vectorizer(
        "multi2multivec-jinaai",
        fields={"imageFields": image_fields, "textFields": text_fields},
        model=model,
        baseURL=base_url,
    )


def multi2multivec_weaviate(
    *,
    image_fields: Names,
    model: str | None = None,
    base_url: str | None = None,
) -> Vectorizer:
    """One image by Weaviate Cloud's own models, as a `multi_vector` (server 1.35)."""
    return Vectorizer(
        "multi2multivec-weaviate",
        fields={"imageFields": image_fields},
        model=model,
        baseURL=base_url,
    )


def img2vec_neural(*, image_fields: Names) -> Vectorizer:
    """Images by the container beside the server."""
    return Vectorizer("img2vec-neural", fields={"imageFields": image_fields})


def ref2vec_centroid(
    *,
    reference_properties: Names,
    method: Literal["mean"] | None = None,
) -> Vectorizer:
    """The mean of the vectors of the objects that are referred to."""
    return Vectorizer(
        "ref2vec-centroid",
        fields={"referenceProperties": reference_properties},
        method=method,
    )
