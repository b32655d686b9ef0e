"""Which of a query's words have to be in a text: the operators of keyword searches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from weaviate_orm.errors import MisuseTypeError, MisuseValueError
from weaviate_orm.wire import messages as pb

_OPERATORS: Final = {
    "or": "OPERATOR_OR",
    "and": "OPERATOR_AND",
    "and_cross": "OPERATOR_AND_CROSS",
}


@dataclass(frozen=True, slots=True)
class WordOperator:
    """Made by ``words``; given to ``bm25(operator=…)`` and ``hybrid(operator=…)``."""

    operator: Literal["or", "and", "and_cross"]
    minimum_match: int = 1

    def __repr__(self) -> str:
        if self.operator == "or":
            return f"words.at_least({self.minimum_match})"
        return "words.all()" if self.operator == "and" else "words.all_across()"

    def message(self) -> pb.SearchOperatorOptions:
        number = pb.SearchOperatorOptions.Operator.Value(_OPERATORS[self.operator])
        if self.operator != "or":
            return pb.SearchOperatorOptions(operator=number)
        return pb.SearchOperatorOptions(operator=number, minimum_or_tokens_match=self.minimum_match)


class _Words:
    """``words.all()`` and its like."""

    @staticmethod
    def at_least(count: int, /) -> WordOperator:
        """At least so many of the words, inside one property.

        ``at_least(1)`` is what a search does without an operator.
        """
        if type(count) is not int:
            raise MisuseTypeError(f"words.at_least({count!r}): it takes an int.")
        if count < 1:
            raise MisuseValueError(f"words.at_least({count}): one word at least has to be there.")
        return WordOperator("or", count)

    @staticmethod
    def all() -> WordOperator:
        """All of the words, inside one property."""
        return WordOperator("and")

    @staticmethod
    def all_across() -> WordOperator:
        """All of the words, spread over the searched properties.

        These have to be split into words alike (server 1.39; 1.38.8; 1.37.15).
        """
        return WordOperator("and_cross")


words: Final = _Words()
