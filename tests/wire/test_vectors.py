"""Vectors as arrays and as bytes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from weaviate_orm.errors import MisuseTypeError, MisuseValueError
from weaviate_orm.wire import vectors

finite = st.floats(width=32, allow_nan=False, allow_infinity=False)
singles = arrays.arrays(np.float32, st.integers(1, 50), elements=finite)
multis = arrays.arrays(
    np.float32, st.tuples(st.integers(1, 5), st.integers(1, 20)), elements=finite
)


@given(singles)
def test_single_vectors_come_back(array: vectors.Array) -> None:
    (back,) = vectors.read([vectors.to_bytes(array, "v")])
    assert back is not None
    assert back.dtype == np.float32
    assert back.tobytes() == array.tobytes()
    assert not back.flags.writeable


@given(multis)
def test_multi_vectors_come_back(array: vectors.Array) -> None:
    data = vectors.to_bytes(array, "v", multi=True)
    assert int.from_bytes(data[:2], "little") == array.shape[1]
    (back,) = vectors.read_multi([data])
    assert back is not None
    assert back.shape == array.shape
    assert back.tobytes() == array.tobytes()


@pytest.mark.parametrize(
    "given",
    [
        [1, 2],
        (1.0, 2.0),
        np.array([1, 2], np.int64),
        np.array([1, 2], ">f4"),
        np.array([1, 9, 2, 9], np.float32)[::2],
        np.array([1, 2], np.float16),
        np.array([1.0, 2.0]).data,
    ],
)
def test_what_numpy_can_make_an_array_of(given: object) -> None:
    assert vectors.to_bytes(given, "v") == bytes.fromhex("0000803f00000040")


def test_an_array_of_the_right_kind_is_taken_as_it_is() -> None:
    array = np.ones(3, np.float32)
    assert vectors.as_array(array, "v") is array


@pytest.mark.parametrize(
    "bad", ["text", ["1"], [True], [1j], 5.0, [[1.0]], [[1.0], [1.0, 2.0]], None, [object()]]
)
def test_what_is_no_vector(bad: object) -> None:
    with pytest.raises(MisuseTypeError, match="v takes a"):
        vectors.as_array(bad, "v")
    with pytest.raises(MisuseTypeError, match="v takes a"):
        vectors.as_array([1.0], "v", multi=True)


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), -float("inf"), 1e39])
def test_vectors_are_finite(bad: float) -> None:
    with pytest.raises(MisuseValueError, match="v has NaN or infinity in it"):
        vectors.as_array([1.0, bad], "v")
    with pytest.raises(MisuseValueError, match="v has NaN or infinity in it"):
        vectors.as_array([[1.0], [bad]], "v", multi=True)


def test_large_numbers_are_finite() -> None:
    # Their squares are not.
    assert vectors.as_array([3e38, -3e38], "v").shape == (2,)


@pytest.mark.parametrize(("empty", "multi"), [([], False), (np.empty((3, 0)), True)])
def test_empty_vectors_are_refused(empty: object, multi: bool) -> None:
    with pytest.raises(MisuseValueError, match=r"v is an empty vector\. Use None for no vector\."):
        vectors.as_array(np.asarray(empty, np.float32), "v", multi=multi)


def test_rows_of_multi_vectors_have_a_limit() -> None:
    with pytest.raises(MisuseValueError, match="v has rows of 65536 numbers"):
        vectors.to_bytes(np.ones((1, 65536), np.float32), "v", multi=True)
    assert vectors.to_bytes(np.ones((1, 65535), np.float32), "v", multi=True)[:2] == b"\xff\xff"


def test_no_bytes_are_no_vector() -> None:
    assert vectors.read([b""]) == [None]
    assert vectors.read_multi([b""]) == [None]


@pytest.mark.parametrize("bad", [b"abc", b"abcde"])
def test_bytes_that_are_no_vector(bad: bytes) -> None:
    with pytest.raises(ValueError, match="buffer size"):
        vectors.read([bad])


@pytest.mark.parametrize("bad", [b"\x00\x00", b"\x01", b"\x02\x00abcd", b"\x01\x00abc"])
def test_bytes_that_are_no_multi_vector(bad: bytes) -> None:
    with pytest.raises(ValueError, match=r"rows|buffer|reshape|offset"):
        vectors.read_multi([bad])
