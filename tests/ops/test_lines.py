"""What is logged is written, in order and once, whoever says it and however the process ends."""

from __future__ import annotations

import asyncio
import io
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bot.ops.lines import Lines


class Paper(io.StringIO):
    """Counts how often it is written on."""

    writes = 0

    def write(self, text: str) -> int:
        self.writes += 1
        return super().write(text)


def say(lines: Lines, text: str) -> None:
    lines.write(f"{text}\n")
    lines.flush()


async def written(paper: Paper, count: int) -> list[str]:
    """The lines, once there are so many."""
    for _ in range(1000):
        if len(paper.getvalue().splitlines()) >= count:
            break
        await asyncio.sleep(0.01)
    return paper.getvalue().splitlines()


def test_a_line_is_written_at_once_where_no_loop_runs() -> None:
    paper = Paper()
    lines = Lines(paper)
    say(lines, "first")
    assert paper.getvalue() == "first\n"


async def test_lines_of_a_busy_loop_are_written_together() -> None:
    paper = Paper()
    lines = Lines(paper)
    for number in range(100):
        say(lines, str(number))
    assert paper.writes == 0
    assert await written(paper, 100) == [str(number) for number in range(100)]
    assert paper.writes == 1
    say(lines, "later")
    assert (await written(paper, 101))[-1] == "later"


def test_what_a_loop_did_not_get_to_write_is_written_with_the_next_line() -> None:
    paper = Paper()
    lines = Lines(paper)

    async def said(text: str) -> None:
        say(lines, text)

    asyncio.run(said("first"))
    asyncio.run(said("second"))
    say(lines, "third")
    assert paper.getvalue() == "first\nsecond\nthird\n"


async def test_no_line_of_any_thread_is_lost_or_written_twice() -> None:
    paper = Paper()
    lines = Lines(paper)
    with ThreadPoolExecutor(8) as pool:
        for number in range(800):
            pool.submit(say, lines, f"thread {number}")
            if number % 10 == 0:
                say(lines, f"loop {number}")
                await asyncio.sleep(0)
    said = await written(paper, 880)
    assert sorted(said) == sorted([f"thread {n}" for n in range(800)] + [f"loop {n}" for n in range(0, 800, 10)])


def test_nobody_who_reads_is_no_error() -> None:
    paper = Paper()
    lines = Lines(paper)
    paper.close()
    say(lines, "into the void")


def test_the_last_lines_of_a_process_are_written() -> None:
    program = """
import asyncio, structlog
from bot.ops.telemetry import configure_logging
async def main():
    structlog.get_logger().info("last")
configure_logging("INFO")
asyncio.run(main())
"""
    command = [sys.executable, "-c", program]
    root = Path(__file__).parents[2]
    done = subprocess.run(command, cwd=root, capture_output=True, check=True)  # noqa: S603 — our own text
    assert json.loads(done.stdout)["event"] == "last"
