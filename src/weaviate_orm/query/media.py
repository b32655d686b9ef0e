"""Images, sounds and their like: what a search or a prompt is given, as base64."""

from __future__ import annotations

from base64 import b64encode
from os import PathLike
from pathlib import Path
from typing import Literal, Protocol, TypeAlias, runtime_checkable

from weaviate_orm.errors import MisuseTypeError, MisuseValueError

MediaKind: TypeAlias = Literal["image", "audio", "video", "depth", "thermal", "imu"]


@runtime_checkable
class Readable(Protocol):
    """A file that was opened in binary mode."""

    def read(self, /) -> bytes: ...


MediaSource: TypeAlias = bytes | PathLike[str] | Readable
"""The content itself, the path of a file, or an open file. Read once, when the step is taken."""


def base64_of(source: MediaSource, step: str) -> str:
    """The content as the server takes it.

    Raises:
        MisuseTypeError: It is a text, which could be a path, base64 or a URL; or a file that was
            opened as text.
        MisuseValueError: It is empty.
        OSError: The file cannot be read.
    """
    match source:
        case bytes():
            content = source
        case PathLike():
            content = Path(source).read_bytes()
        case Readable():
            content = source.read()
        case _:
            raise MisuseTypeError(
                f"{step} takes bytes, a pathlib.Path or a file opened with 'rb', and not "
                f"{_shown(source)}."
            )
    if not isinstance(content, bytes):  # pyright: ignore[reportUnnecessaryIsInstance]  # a text file has read(), too
        raise MisuseTypeError(f"{step}: the file was opened as text. Open it with 'rb'.")
    if not content:
        raise MisuseValueError(f"{step}: there is nothing in it.")
    return b64encode(content).decode("ascii")


def _shown(value: object) -> str:
    shown = repr(value)
    return f"the {type(value).__name__} {shown if len(shown) <= 40 else shown[:40] + '…'}"
