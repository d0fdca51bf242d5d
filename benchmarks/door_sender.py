"""Strangers at the door, in a process of their own: `python -m benchmarks.door_sender ACT HOOK COUNT SECONDS`.

The act `flood` posts COUNT messages a second to the hook, each at its own moment, whether or not the ones before were
answered: over 64 connections that are kept open, and opened again when the program closes them. `connect` opens COUNT
connections and says nothing on any. Prints a JSON object with what came of it.
"""

import json
import resource
import socket
import sys
import time
from collections import Counter
from contextlib import suppress

from benchmarks.posts import Call, Hook

CONNECTIONS = 64
SOURCES = 64
"""Addresses that the strangers come from."""

COLLEAGUE = "127"
"""The calls of the flood are for a colleague: each is read and journalled, and none has a card."""


def flood(hook: Hook, rate: int, seconds: float, came: Counter[str]) -> None:
    """What is due is sent every few milliseconds: `offered` is what the system took, `held up` what it did not."""
    lines: dict[int, socket.socket] = {}
    begun, sent = time.monotonic(), 0
    while (elapsed := time.monotonic() - begun) < seconds:
        for number in range(sent, int(elapsed * rate)):
            _post(lines, hook, number, came)
        sent = max(sent, int(elapsed * rate))
        for place in list(lines):
            _listen(lines, place, came)
        time.sleep(0.002)


def _post(lines: dict[int, socket.socket], hook: Hook, number: int, came: Counter[str]) -> None:
    place = number % CONNECTIONS
    request = hook.request(Call(100_000 + number, COLLEAGUE).ends, keep=True)
    try:
        if place not in lines:
            lines[place] = _connect(hook, number)
        taken = lines[place].send(request)
    except BlockingIOError:
        came["held up"] += 1
    except OSError:
        came["cut off"] += 1
        lines.pop(place).close()
    else:
        came["offered"] += 1
        if taken < len(request):
            lines.pop(place).close()


def _listen(lines: dict[int, socket.socket], place: int, came: Counter[str]) -> None:
    with suppress(BlockingIOError):
        try:
            answers = lines[place].recv(65_536)
        except ConnectionError:
            answers = b""
        for status in ("204", "429", "503"):
            came[status] += answers.count(f"HTTP/1.1 {status}".encode())
        if not answers:
            lines.pop(place).close()


def connect(hook: Hook, count: int, seconds: float, came: Counter[str]) -> None:
    """Evenly over that time; `open` are those that the program has not closed in the end."""
    begun, held = time.monotonic(), []
    for number in range(count):
        held.append(_connect(hook, number))
        came["offered"] += 1
        time.sleep(max(begun + number * seconds / count - time.monotonic(), 0))
    came["open"] = sum(_is_open(each) for each in held)


def _connect(hook: Hook, number: int) -> socket.socket:
    connection = socket.socket()
    connection.setblocking(False)
    connection.bind((f"127.0.1.{number % SOURCES + 1}", 0))
    connection.connect_ex(hook.endpoint)
    return connection


def _is_open(connection: socket.socket) -> bool:
    try:
        return bool(connection.recv(1))
    except BlockingIOError:
        return True
    except ConnectionError:
        return False


def main(act: str, hook: str, count: str, seconds: str) -> None:
    """Do it and tell."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    came = Counter[str]()
    {"flood": flood, "connect": connect}[act](Hook(hook), int(count), float(seconds), came)
    print(json.dumps(came))


if __name__ == "__main__":
    main(*sys.argv[1:])
