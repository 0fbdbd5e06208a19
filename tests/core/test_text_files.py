"""Reading bytes: no more room than there is to read, and no more than allowed."""

from __future__ import annotations

import io
import os
import threading
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from policyindex import ProblemsFoundError
from policyindex.files.text import ANSWERS_LIMIT, read_bytes, read_stream

ANSWERS = b"unit,period,a\nX,2026,full\nY,2026,none\n"


@contextmanager
def room(megabytes: float) -> Iterator[None]:
    """Allow so much memory at once."""
    tracemalloc.start()
    try:
        yield
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < megabytes * 1e6


@contextmanager
def piped(content: bytes) -> Iterator[io.BufferedReader]:
    """A stream that has no size, written to while it is read."""
    reading, writing = os.pipe()
    with open(writing, "wb") as target, open(reading, "rb") as stream:  # noqa: PTH123

        def write() -> None:
            with target:
                target.write(content)

        thread = threading.Thread(target=write)
        thread.start()
        yield stream
        while stream.read(1 << 16):
            pass
        thread.join()


def test_a_small_file_takes_little_room(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes(ANSWERS)
    with room(3):
        assert read_bytes(path, ANSWERS_LIMIT) == ANSWERS


def test_a_small_stream_takes_little_room() -> None:
    with piped(ANSWERS) as stream, room(3):
        assert read_stream(stream, "<stdin>", ANSWERS_LIMIT) == ANSWERS


def test_a_large_file_is_held_once(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes(b"x" * 20_000_000)
    with room(25):
        assert len(read_bytes(path, ANSWERS_LIMIT)) == 20_000_000


def test_a_stream_is_read_to_its_end() -> None:
    with piped(b"y" * 3_000_001) as stream:
        assert read_stream(stream, "<stdin>", 3_000_001) == b"y" * 3_000_001


@pytest.mark.parametrize("limit", [1, 37, 1_500_000])
def test_a_stream_beyond_its_limit_is_refused(limit: int) -> None:
    with piped(b"y" * 3_000_000) as stream, pytest.raises(ProblemsFoundError) as caught:
        read_stream(stream, "<stdin>", limit)
    assert caught.value.problems[0].message == f"the file has more than {limit} bytes"


def test_a_file_beyond_its_limit_is_refused_with_its_size(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes(ANSWERS)
    assert read_bytes(path, len(ANSWERS)) == ANSWERS
    with pytest.raises(ProblemsFoundError) as caught:
        read_bytes(path, len(ANSWERS) - 1)
    assert caught.value.problems[0].message == f"the file has {len(ANSWERS)} bytes"
