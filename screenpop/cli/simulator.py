"""`screenpop simulator`: the simulated Integrate server alone. The first line that it prints is its address."""

import argparse
import asyncio
import math
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from screenpop.cli.main import DONE, CommandFailed
from screenpop.cli.printing import say

if TYPE_CHECKING:
    from screenpop.simulator import Simulator


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command."""
    parser: argparse.ArgumentParser = commands.add_parser("simulator", help="a simulated phone system to try things on")
    parser.add_argument("--port", type=_port, default=0, metavar="N", help="listen on this port of 127.0.0.1 (0: any)")
    parser.add_argument("--office", type=Path, metavar="FILE", help="another office than the default one, JSON or TOML")
    parser.add_argument(
        "--script",
        type=Path,
        metavar="FILE",
        help="calls to play once somebody has subscribed, JSON or TOML; or a name",
    )
    parser.add_argument("--faults", type=Path, metavar="FILE", help="what is to go wrong, JSON or TOML")
    parser.add_argument(
        "--time-scale", type=_scale, default=1.0, metavar="X", help="let things take X times less time than in life (1)"
    )
    return parser


def run(options: argparse.Namespace) -> int:
    """Serve until the user or the system ends it."""
    try:
        asyncio.run(_serve(_simulator(options)))
    except OSError as error:
        raise CommandFailed(f"the simulator cannot listen on port {options.port}: {error.strerror}") from error
    return DONE


def _simulator(options: argparse.Namespace) -> "Simulator":
    from screenpop.simulator import Simulator
    from screenpop.simulator.files import FileError, read_fault_file, read_office, read_script

    try:
        return Simulator(
            read_office(options.office) if options.office else None,
            port=options.port,
            time_scale=options.time_scale,
            script=read_script(options.script) if options.script else None,
            faults=read_fault_file(options.faults) if options.faults else (),
        )
    except FileError as error:
        raise CommandFailed(str(error)) from error


async def _serve(simulator: "Simulator") -> None:
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: loop.call_soon_threadsafe(ended.set))
    say(await simulator.start())
    try:
        await ended.wait()
    finally:
        await simulator.stop()


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port; give a number from 0 to 65535")
    return int(text)


def _scale(text: str) -> float:
    try:
        scale = float(text)
    except ValueError:
        scale = math.nan
    if not 0 < scale < math.inf:
        raise argparse.ArgumentTypeError(f"{text!r} is no time scale; give a number above 0, such as 10")
    return scale
