"""When a call is sent again: one policy, written once as a generator over calls.

Only what may be repeated is: reads, and writes that come to the same when done twice.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Generator
from dataclasses import dataclass, replace
from random import random as random_unit
from time import monotonic
from typing import TYPE_CHECKING, Final, TypeAlias

from weaviate_orm.errors import MisuseValueError, ServerError
from weaviate_orm.flows.flow import Pause
from weaviate_orm.transport import describe

if TYPE_CHECKING:
    from weaviate_orm.transport.protocol import Call

Attempts: TypeAlias = "Generator[Call | Pause, object, object]"

_log: Final = logging.getLogger("weaviate_orm.retry")


@dataclass(frozen=True, slots=True)
class Retry:
    """How often, how soon and how long a failed call is tried again.

    Tried again are reads and idempotent writes that the server, or the way to it, refused for
    now: no answer, "unavailable", "too many requests". Each retry is one line on the logger
    ``weaviate_orm.retry``.

    The n-th pause is ``first_pause * 2 ** (n - 1)`` seconds, at most ``longest_pause``, of which
    a random half at the most is taken off, so that many clients do not come back at once. A
    server that names a time itself (``Retry-After``) is waited for that long.
    """

    attempts: int = 4
    """Sendings in all; 1 sends once."""
    deadline: float = 30.0
    """Seconds after the first sending: none later, and none that lasts longer."""
    first_pause: float = 0.1
    longest_pause: float = 5.0

    def __post_init__(self) -> None:
        if self.attempts < 1:
            raise MisuseValueError(f"Retry.attempts counts the first one: {self.attempts} is none.")
        for name in ("deadline", "first_pause", "longest_pause"):
            seconds: float = getattr(self, name)
            if not (seconds >= 0 and math.isfinite(seconds)):
                raise MisuseValueError(f"Retry.{name} is a number of seconds, not {seconds!r}.")

    @classmethod
    def never(cls) -> Retry:
        """Send once."""
        return cls(attempts=1)

    def pause(self, failed: int, unit: float) -> float:
        """Seconds before the next sending, after so many have failed; ``unit`` is in [0, 1)."""
        longest = min(self.longest_pause, self.first_pause * 2.0 ** min(failed - 1, 60))
        return longest * (1 - unit / 2)


def attempts(
    call: Call,
    policy: Retry,
    seconds: float,
    *,
    clock: Callable[[], float] = monotonic,
    random: Callable[[], float] = random_unit,
) -> Attempts:
    """Send a call until it succeeds or the policy ends; give its reply.

    ``seconds`` is what the call may take; a repeated one gets no more than the policy has left.

    Raises:
        ServerError: the last one.
    """
    began = clock()
    failed = 0
    current = call
    while True:
        try:
            return (yield current)
        except ServerError as error:
            failed += 1
            pause = _next_pause(error, policy, failed, random())
            left = policy.deadline - (clock() - began) - pause
            if not (call.idempotent and error.retryable) or failed >= policy.attempts or left <= 0:
                if failed > 1:
                    error.add_note(f"{failed} attempts in {clock() - began:.1f} s")
                raise
            _log.warning(
                "%s: attempt %d of %d failed (%s: %s); again in %.2f s",
                describe.name_of(call),
                failed,
                policy.attempts,
                type(error).__name__,
                error,
                pause,
            )
        yield Pause(pause)
        current = replace(call, timeout=min(seconds, left))


def _next_pause(error: ServerError, policy: Retry, failed: int, unit: float) -> float:
    asked = error.details.get("retry_after", "")
    if asked.isdecimal() and asked.isascii():
        return max(float(asked), policy.pause(failed, unit))
    return policy.pause(failed, unit)
