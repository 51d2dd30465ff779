"""Random bytes are never given out twice, whoever asks."""

from __future__ import annotations

import os
import uuid
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context

from bot.ops.randomness import random_bytes, random_uuid


def test_no_two_are_alike_in_any_thread() -> None:
    with ThreadPoolExecutor(4) as threads:
        drawn = [*threads.map(random_bytes, [12] * 5000)]
    assert len(set(drawn)) == 5000
    assert {len(each) for each in drawn} == {12}


def test_a_copy_of_the_process_does_not_give_out_the_same_ones() -> None:
    random_bytes(16)
    reader, writer = get_context("fork").Pipe(duplex=False)
    if os.fork() == 0:
        writer.send_bytes(random_bytes(16))
        os._exit(0)
    os.wait()
    assert reader.recv_bytes() != random_bytes(16)


def test_an_id_is_a_random_uuid() -> None:
    assert uuid.UUID(random_uuid()).version == 4
    assert random_uuid() != random_uuid()
