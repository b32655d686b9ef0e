# Written by tools/build_settings.py from tools/settings/generative.toml; do not edit.
"""Generative modules: the models that answer prompts.

What is None is left to the server.
"""

from __future__ import annotations

from typing import Literal

from weaviate_orm.models.settings import Generative, Names


def openai(
    *,
    model: str | None = None,
    temperature: float | None = None,
    max_tokens: int | None = None,
    frequency_penalty: float | None = None,
    presence_penalty: float | None = None,
    top_p: float | None = None,
    reasoning_effort: Literal["minimal", "low", "medium", "high"] | None = None,
    verbosity: Literal["low", "medium", "high"] | None = None,
    base_url: str | None = None,
    resource_name: str | None = None,
    deployment_id: str | None = None,
    is_azure: bool | None = None,
    api_version: str | None = None,
) -> Generative:
    """Answers by OpenAI, or OpenAI's models at Azure."""
    return Generative(
        "openai",
        model=model,
        temperature=temperature,
        maxTokens=max_tokens,
        frequencyPenalty=frequency_penalty,
        presencePenalty=presence_penalty,
        topP=top_p,
        reasoningEffort=reasoning_effort,
        verbosity=verbosity,
        baseURL=base_url,
        resourceName=resource_name,
        deploymentId=deployment_id,
        isAzure=is_azure,
        apiVersion=api_version,
    )


def aws(
    *,
    region: str,
    service: Literal["bedrock", "sagemaker"] | None = None,
    model: str | None = None,
    endpoint: str | None = None,
    target_model: str | None = None,
    target_variant: str | None = None,
    temperature: float | None = None,
    max_tokens: int | None = None,
    top_p: float | None = None,
    top_k: int | None = None,
    stop_sequences: Names | None = None,
) -> Generative:
    """Answers by AWS: Bedrock (give `model`) or SageMaker (give `endpoint`)."""
    return Generative(
        "aws",
        region=region,
        service=service,
        model=model,
        endpoint=endpoint,
        targetModel=target_model,
        targetVariant=target_variant,
        temperature=temperature,
        maxTokens=max_tokens,
        topP=top_p,
        topK=top_k,
        stopSequences=stop_sequences,
    )


def anthropic(
    *,
    model: str | None = None,
    temperature: float | None = None,
    max_tokens: int | None = None,
    top_p: float | None = None,
    top_k: int | None = None,
    stop_sequences: Names | None = None,
    base_url: str | None = None,
) -> Generative:
    """Answers by Anthropic."""
    return Generative(
        "anthropic",
        model=model,
        temperature=temperature,
        maxTokens=max_tokens,
        topP=top_p,
        topK=top_k,
        stopSequences=stop_sequences,
        baseURL=base_url,
    )


def anyscale(
    *,
    model: str | None = None,
    temperature: float | None = None,
    base_url: str | None = None,
) -> Generative:
    """Answers by Anyscale."""
    return Generative("anyscale", model=model, temperature=temperature, baseURL=base_url)


def cohere(
    *,
    model: str | None = None,
    temperature: float | None = None,
    max_tokens: int | None = None,
    k: int | None = None,
    stop_sequences: Names | None = None,
    base_url: str | None = None,
) -> Generative:
    """Answers by Cohere."""
    return Generative(
        "cohere",
        model=model,
        temperature=temperature,
        maxTokens=max_tokens,
        k=k,
        stopSequences=stop_sequences,
        baseURL=base_url,
    )


def contextualai(
    *,
    model: str | None = None,
    temperature: float | None = None,
    top_p: float | None = None,
    max_new_tokens: int | None = None,
    system_prompt: str | None = None,
    avoid_commentary: bool | None = None,
    knowledge: Names | None = None,
) -> Generative:
    """Answers by Contextual AI."""
    return Generative(
        "contextualai",
        model=model,
        temperature=temperature,
        topP=top_p,
        maxNewTokens=max_new_tokens,
        systemPrompt=system_prompt,
        avoidCommentary=avoid_commentary,
        knowledge=knowledge,
    )


def databricks(
    *,
    endpoint: str | None = None,
    temperature: float | None = None,
    max_tokens: int | None = None,
    top_p: float | None = None,
    top_k: int | None = None,
) -> Generative:
    """Answers by Databricks."""
    return Generative(
        "databricks",
        endpoint=endpoint,
        temperature=temperature,
        maxTokens=max_tokens,
        topP=top_p,
        topK=top_k,
    )


def deepseek(
    *,
    model: str | None = None,
    temperature: float | None = None,
    max_tokens: int | None = None,
    frequency_penalty: float | None = None,
    presence_penalty: float | None = None,
    top_p: float | None = None,
    stop: Names | None = None,
    base_url: str | None = None,
) -> Generative:
    """Answers by DeepSeek (server 1.39)."""
    return Generative(
        "deepseek",
        model=model,
        temperature=temperature,
        maxTokens=max_tokens,
        frequencyPenalty=frequency_penalty,
        presencePenalty=presence_penalty,
        topP=top_p,
        stop=stop,
        baseURL=base_url,
    )


def friendliai(
    *,
    model: str | None = None,
    temperature: float | None = None,
    max_tokens: int | None = None,
    base_url: str | None = None,
) -> Generative:
    """Answers by FriendliAI."""
    return Generative(
        "friendliai",
        model=model,
        temperature=temperature,
        maxTokens=max_tokens,
        baseURL=base_url,
    )


def google(
    *,
    model: str | None = None,
    project_id: str | None = None,
    region: str | None = None,
    location: str | None = None,
    endpoint_id: str | None = None,
    api_endpoint: str | None = None,
    temperature: float | None = None,
    token_limit: int | None = None,
    top_p: float | None = None,
    top_k: int | None = None,
) -> Generative:
    """Answers by Google, through Vertex AI or Gemini's own API."""
    return Generative(
        "google",
        modelId=model,
        projectId=project_id,
        region=region,
        location=location,
        endpointId=endpoint_id,
        apiEndpoint=api_endpoint,
        temperature=temperature,
        tokenLimit=token_limit,
        topP=top_p,
        topK=top_k,
    )


def mistral(
    *,
    model: str | None = None,
    temperature: float | None = None,
    max_tokens: int | None = None,
    base_url: str | None = None,
) -> Generative:
    """Answers by Mistral."""
    return Generative(
        "mistral",
        model=model,
        temperature=temperature,
        maxTokens=max_tokens,
        baseURL=base_url,
    )


def nvidia(
    *,
    model: str | None = None,
    temperature: float | None = None,
    max_tokens: int | None = None,
    top_p: float | None = None,
    base_url: str | None = None,
) -> Generative:
    """Answers by NVIDIA."""
    return Generative(
        "nvidia",
        model=model,
        temperature=temperature,
        maxTokens=max_tokens,
        topP=top_p,
        baseURL=base_url,
    )


def ollama(*, model: str | None = None, api_endpoint: str | None = None) -> Generative:
    """Answers by an Ollama that the server reaches."""
    return Generative("ollama", model=model, apiEndpoint=api_endpoint)


def xai(
    *,
    model: str | None = None,
    temperature: float | None = None,
    max_tokens: int | None = None,
    top_p: float | None = None,
    base_url: str | None = None,
) -> Generative:
    """Answers by xAI (server 1.30)."""
    return Generative(
        "xai",
        model=model,
        temperature=temperature,
        maxTokens=max_tokens,
        topP=top_p,
        baseURL=base_url,
    )


def octoai() -> Generative:
    """Answers by OctoAI, whose service has ended."""
    return Generative("octoai")


def dummy() -> Generative:
    """Answers with the prompt, for tests: needs no service."""
    return Generative("dummy")
