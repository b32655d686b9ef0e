# Written by tools/build_settings.py from tools/settings/providers.toml; do not edit.
"""Providers: who answers the prompts of one query, and how.

What is None is left to the server.
"""

from __future__ import annotations

from typing import Literal

from weaviate_orm.models.settings import Names
from weaviate_orm.query.provider import Provider


def anthropic(
    *,
    model: str | None = None,
    temperature: float | None = None,
    max_tokens: int | None = None,
    top_p: float | None = None,
    top_k: int | None = None,
    stop_sequences: Names | None = None,
    base_url: str | None = None,
) -> Provider:
    """Anthropic answers."""
    return Provider(
        "anthropic",
        model=model,
        temperature=temperature,
        max_tokens=max_tokens,
        top_p=top_p,
        top_k=top_k,
        stop_sequences=stop_sequences,
        base_url=base_url,
    )


def anyscale(
    *,
    model: str | None = None,
    temperature: float | None = None,
    base_url: str | None = None,
) -> Provider:
    """Anyscale answers."""
    return Provider("anyscale", model=model, temperature=temperature, base_url=base_url)


def aws(
    *,
    service: Literal["bedrock", "sagemaker"] | None = None,
    region: str | None = None,
    model: str | None = None,
    endpoint: str | None = None,
    target_model: str | None = None,
    target_variant: str | None = None,
    temperature: float | None = None,
    max_tokens: int | None = None,
    stop_sequences: Names | None = None,
) -> Provider:
    """AWS answers: Bedrock (give `model`) or SageMaker (give `endpoint`)."""
    return Provider(
        "aws",
        service=service,
        region=region,
        model=model,
        endpoint=endpoint,
        target_model=target_model,
        target_variant=target_variant,
        temperature=temperature,
        max_tokens=max_tokens,
        stop_sequences=stop_sequences,
    )


def cohere(
    *,
    model: str | None = None,
    temperature: float | None = None,
    max_tokens: int | None = None,
    k: int | None = None,
    p: float | None = None,
    frequency_penalty: float | None = None,
    presence_penalty: float | None = None,
    stop_sequences: Names | None = None,
    base_url: str | None = None,
) -> Provider:
    """Cohere answers."""
    return Provider(
        "cohere",
        model=model,
        temperature=temperature,
        max_tokens=max_tokens,
        k=k,
        p=p,
        frequency_penalty=frequency_penalty,
        presence_penalty=presence_penalty,
        stop_sequences=stop_sequences,
        base_url=base_url,
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
) -> Provider:
    """Contextual AI answers."""
    return Provider(
        "contextualai",
        model=model,
        temperature=temperature,
        top_p=top_p,
        max_new_tokens=max_new_tokens,
        system_prompt=system_prompt,
        avoid_commentary=avoid_commentary,
        knowledge=knowledge,
    )


def databricks(
    *,
    endpoint: str | None = None,
    model: str | None = None,
    temperature: float | None = None,
    max_tokens: int | None = None,
    top_p: float | None = None,
    frequency_penalty: float | None = None,
    presence_penalty: float | None = None,
    n: int | None = None,
    stop: Names | None = None,
    log_probs: bool | None = None,
    top_log_probs: int | None = None,
) -> Provider:
    """Databricks answers."""
    return Provider(
        "databricks",
        endpoint=endpoint,
        model=model,
        temperature=temperature,
        max_tokens=max_tokens,
        top_p=top_p,
        frequency_penalty=frequency_penalty,
        presence_penalty=presence_penalty,
        n=n,
        stop=stop,
        log_probs=log_probs,
        top_log_probs=top_log_probs,
    )


def deepseek(
    *,
    model: str | None = None,
    temperature: float | None = None,
    max_tokens: int | None = None,
    top_p: float | None = None,
    frequency_penalty: float | None = None,
    presence_penalty: float | None = None,
    stop: Names | None = None,
    base_url: str | None = None,
) -> Provider:
    """DeepSeek answers (server 1.39)."""
    return Provider(
        "deepseek",
        model=model,
        temperature=temperature,
        max_tokens=max_tokens,
        top_p=top_p,
        frequency_penalty=frequency_penalty,
        presence_penalty=presence_penalty,
        stop=stop,
        base_url=base_url,
    )


def friendliai(
    *,
    model: str | None = None,
    temperature: float | None = None,
    max_tokens: int | None = None,
    top_p: float | None = None,
    n: int | None = None,
    base_url: str | None = None,
) -> Provider:
    """FriendliAI answers."""
    return Provider(
        "friendliai",
        model=model,
        temperature=temperature,
        max_tokens=max_tokens,
        top_p=top_p,
        n=n,
        base_url=base_url,
    )


def google(
    *,
    model: str | None = None,
    temperature: float | None = None,
    max_tokens: int | None = None,
    top_p: float | None = None,
    top_k: int | None = None,
    frequency_penalty: float | None = None,
    presence_penalty: float | None = None,
    stop_sequences: Names | None = None,
    api_endpoint: str | None = None,
    project_id: str | None = None,
    endpoint_id: str | None = None,
    region: str | None = None,
    location: str | None = None,
) -> Provider:
    """Google answers, through Vertex AI or Gemini's own API."""
    return Provider(
        "google",
        model=model,
        temperature=temperature,
        max_tokens=max_tokens,
        top_p=top_p,
        top_k=top_k,
        frequency_penalty=frequency_penalty,
        presence_penalty=presence_penalty,
        stop_sequences=stop_sequences,
        api_endpoint=api_endpoint,
        project_id=project_id,
        endpoint_id=endpoint_id,
        region=region,
        location=location,
    )


def mistral(
    *,
    model: str | None = None,
    temperature: float | None = None,
    max_tokens: int | None = None,
    top_p: float | None = None,
    base_url: str | None = None,
) -> Provider:
    """Mistral answers."""
    return Provider(
        "mistral",
        model=model,
        temperature=temperature,
        max_tokens=max_tokens,
        top_p=top_p,
        base_url=base_url,
    )


def nvidia(
    *,
    model: str | None = None,
    temperature: float | None = None,
    max_tokens: int | None = None,
    top_p: float | None = None,
    base_url: str | None = None,
) -> Provider:
    """NVIDIA answers."""
    return Provider(
        "nvidia",
        model=model,
        temperature=temperature,
        max_tokens=max_tokens,
        top_p=top_p,
        base_url=base_url,
    )


def ollama(
    *,
    model: str | None = None,
    temperature: float | None = None,
    api_endpoint: str | None = None,
) -> Provider:
    """An Ollama that the server reaches answers."""
    return Provider("ollama", model=model, temperature=temperature, api_endpoint=api_endpoint)


def openai(
    *,
    model: str | None = None,
    temperature: float | None = None,
    max_tokens: int | None = None,
    top_p: float | None = None,
    n: int | None = None,
    frequency_penalty: float | None = None,
    presence_penalty: float | None = None,
    stop: Names | None = None,
    reasoning_effort: Literal["minimal", "low", "medium", "high"] | None = None,
    verbosity: Literal["low", "medium", "high"] | None = None,
    base_url: str | None = None,
    is_azure: bool | None = None,
    resource_name: str | None = None,
    deployment_id: str | None = None,
    api_version: str | None = None,
) -> Provider:
    """OpenAI answers, or OpenAI's models at Azure."""
    return Provider(
        "openai",
        model=model,
        temperature=temperature,
        max_tokens=max_tokens,
        top_p=top_p,
        n=n,
        frequency_penalty=frequency_penalty,
        presence_penalty=presence_penalty,
        stop=stop,
        reasoning_effort=reasoning_effort,
        verbosity=verbosity,
        base_url=base_url,
        is_azure=is_azure,
        resource_name=resource_name,
        deployment_id=deployment_id,
        api_version=api_version,
    )


def xai(
    *,
    model: str | None = None,
    temperature: float | None = None,
    max_tokens: int | None = None,
    top_p: float | None = None,
    base_url: str | None = None,
) -> Provider:
    """Models of xAI answer."""
    return Provider(
        "xai",
        model=model,
        temperature=temperature,
        max_tokens=max_tokens,
        top_p=top_p,
        base_url=base_url,
    )
