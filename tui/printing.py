"""Sending a text to a printer through ``lp``, where the machine has it."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress

PATIENCE = 20.0
"""Seconds a print system gets to take a job."""


class PrintError(Exception):
    """The job was not taken; the text is what the print system said, or empty."""


def printer() -> str | None:
    """The program that takes print jobs; None where there is none."""
    return shutil.which("lp")


async def send(program: str, data: bytes, patience: float) -> None:
    """Hand a text over; PrintError where it is refused, TimeoutError where nobody answers.

    The job has no title: it would stand in the queue, for everybody to read.
    """
    process = await asyncio.create_subprocess_exec(
        program, "-", stdin=PIPE, stdout=DEVNULL, stderr=PIPE, start_new_session=True
    )
    try:
        async with asyncio.timeout(patience):
            _out, said = await process.communicate(data)
    finally:
        await _ended(process)
    if process.returncode:
        raise PrintError(said.decode(errors="replace").strip().partition("\n")[0])


async def _ended(process: Process) -> None:
    """Nothing that was started stays behind, whoever gave up."""
    if process.returncode is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()
