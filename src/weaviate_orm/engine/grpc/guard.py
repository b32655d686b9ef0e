"""What goes wrong inside a call, as the status that its caller sees."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

from weaviate_orm.engine.errors import (
    FAILED,
    TOO_DEEP,
    UNIMPLEMENTED,
    CallError,
    Unsupported,
)
from weaviate_orm.engine.store.storage import StorageError

if TYPE_CHECKING:
    from collections.abc import Generator

_log = logging.getLogger(__name__)


@contextmanager
def guarded(method: str) -> Generator[None, None, None]:
    """Every exception inside becomes a status; what should not happen is logged.

    Raises:
        CallError: something went wrong.
    """
    try:
        yield
    except CallError:
        raise
    except Unsupported as error:
        raise CallError(str(error), UNIMPLEMENTED) from None
    except StorageError as error:
        raise CallError(str(error)) from error
    except RecursionError:
        raise CallError(TOO_DEEP) from None
    except Exception as error:
        _log.exception("%s failed", method)
        raise CallError(FAILED) from error
