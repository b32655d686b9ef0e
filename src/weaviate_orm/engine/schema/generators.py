"""The generative modules and rerankers that a collection may name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weaviate_orm.engine.schema import provider_checks
from weaviate_orm.engine.schema.module import Module, ModuleKind, about
from weaviate_orm.engine.schema.setting_checks import (
    Check,
    loosely_within,
    optional_one_of,
    whole_within,
)

if TYPE_CHECKING:
    from weaviate_orm.engine.errors import JSON


def generative(
    name: str, meta: JSON, *rules: Check, joined: bool = False, listed: bool = True
) -> Module:
    return Module(
        name, ModuleKind.GENERATIVE, checks=rules, joined=joined, meta=meta, listed=listed
    )


def reranker(name: str, meta: JSON, *, listed: bool = True) -> Module:
    return Module(name, ModuleKind.RERANKER, meta=meta, listed=listed)


_ZERO_TO_ONE = "values are between 0.0 and 1.0"
_ONE_TO_FIVE = "values are should have a minimal value of 1 and max of 5"
_ABOVE_ZERO = "values should be greater than zero or nil"


def _range(name: str, least: int, most: int | None, values: str) -> Check:
    return whole_within(name, least, most, f"Wrong {name} configuration, {values}")


_TOKENS = "maxTokens has to be an integer value between 1 and 8096"
GENERATIVE = (
    generative(
        "generative-openai",
        about(
            "Generative Search - OpenAI",
            "https://platform.openai.com/docs/api-reference/completions",
        ),
        _range("temperature", 0, 1, _ZERO_TO_ONE),
        provider_checks.openai_tokens,
        _range("frequencyPenalty", 0, 1, _ZERO_TO_ONE),
        _range("presencePenalty", 0, 1, _ZERO_TO_ONE),
        _range("topP", 0, 5, _ONE_TO_FIVE),
        provider_checks.openai_chat_api,
        optional_one_of(
            "reasoningEffort",
            ("minimal", "low", "medium", "high"),
            "wrong reasoningEffort value, allowed values are",
        ),
        optional_one_of(
            "verbosity", ("low", "medium", "high"), "wrong verbosity value, allowed values are"
        ),
    ),
    generative(
        "generative-aws",
        about(
            "Generative Search - AWS",
            "https://docs.aws.amazon.com/bedrock/latest/APIReference/welcome.html",
        ),
        provider_checks.aws_service,
        provider_checks.aws_model,
        provider_checks.on_bedrock(
            loosely_within(("maxTokens", "maxTokenCount", "maxTokensToSample"), 1, 8096, _TOKENS)
        ),
        provider_checks.on_bedrock(
            loosely_within(
                ("temperature",), 0, 1, "temperature has to be float value between 0 and 1"
            )
        ),
        provider_checks.on_bedrock(
            loosely_within(("topP",), 0, 1, "topP has to be an integer value between 0 and 1")
        ),
        provider_checks.aws_no_endpoint,
        provider_checks.aws_endpoint,
        provider_checks.aws_no_model,
        joined=True,
    ),
    generative(
        "generative-google",
        about(
            "Generative Search - Google",
            "https://cloud.google.com/vertex-ai/docs/generative-ai/chat/test-chat-prompts",
        ),
        provider_checks.google_chat_project,
        whole_within("temperature", 0, 1, "temperature has to be float value between 0 and 1"),
        provider_checks.google_tokens,
        whole_within("topK", 1, None, "topK has to be an integer value above or equal 1"),
        whole_within("topP", 0, 1, "topP has to be float value between 0 and 1"),
        joined=True,
    ),
    generative(
        "generative-databricks",
        about(
            "Generative Search - Databricks",
            "https://docs.databricks.com/en/machine-learning/foundation-models/"
            "api-reference.html#completion-task",
        ),
        _range("temperature", 0, 1, _ZERO_TO_ONE),
        _range("topP", 0, 5, _ONE_TO_FIVE),
        _range("topK", 1, None, _ABOVE_ZERO),
        _range("maxTokens", 1, None, _ABOVE_ZERO),
    ),
    generative(
        "generative-deepseek",
        about("Generative Search - DeepSeek", "https://api-docs.deepseek.com/"),
        _range("temperature", 0, 2, "values are between 0.0 and 2.0"),
        whole_within("maxTokens", 0, 64_000, provider_checks.TOKENS_BY_MODEL),
        _range("frequencyPenalty", -2, 2, "values are between -2.0 and 2.0"),
        _range("presencePenalty", -2, 2, "values are between -2.0 and 2.0"),
        _range("topP", 0, 1, "values are should have a minimal value of 0 and max of 1"),
    ),
    generative("generative-dummy", {"name": "Generative Search - Dummy"}),
    generative(
        "generative-anthropic",
        about("Generative Search - Anthropic", "https://docs.anthropic.com/en/api/getting-started"),
    ),
    generative(
        "generative-anyscale",
        about("Generative Search - Anyscale", "https://docs.anyscale.com/endpoints/overview"),
    ),
    generative(
        "generative-cohere",
        about("Generative Search - Cohere", "https://docs.cohere.com/reference/chat"),
    ),
    generative(
        "generative-contextualai",
        about(
            "Generative Search - Contextual AI",
            "https://docs.contextual.ai/api-reference/generate/generate",
        ),
    ),
    generative(
        "generative-friendliai",
        about(
            "Generative Search - FriendliAI",
            "https://docs.friendli.ai/openapi/create-chat-completions",
        ),
    ),
    generative(
        "generative-mistral", about("Generative Search - Mistral", "https://docs.mistral.ai/api/")
    ),
    generative(
        "generative-nvidia",
        about("Generative Search - NVIDIA", "https://docs.api.nvidia.com/nim/reference/llm-apis"),
    ),
    generative(
        "generative-octoai",
        about(
            "Generative Search - OctoAI (deprecated)",
            "https://octo.ai/docs/text-gen-solution/getting-started",
        ),
    ),
    generative(
        "generative-xai", about("Generative Search - xAI", "https://docs.x.ai/docs/overview")
    ),
    generative("generative-ollama", None, listed=False),
)

RERANKERS = (
    reranker("reranker-cohere", about("Reranker - Cohere", "https://txt.cohere.com/rerank/")),
    reranker(
        "reranker-contextualai",
        about("Reranker - Contextual AI", "https://docs.contextual.ai/api-reference/rerank/rerank"),
    ),
    reranker("reranker-dummy", {"name": "Reranker - Dummy"}),
    reranker("reranker-jinaai", about("Reranker - Jinaai", "https://jina.ai/reranker")),
    reranker(
        "reranker-nvidia",
        about("Reranker - NVIDIA", "https://docs.api.nvidia.com/nim/reference/retrieval-apis"),
    ),
    reranker(
        "reranker-voyageai",
        about("Reranker - VoyageAI", "https://docs.voyageai.com/reference/reranker-api"),
    ),
    reranker("reranker-transformers", None, listed=False),
)
