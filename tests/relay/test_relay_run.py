"""The development relay as a program, and the numbers that a relay shows."""

import asyncio
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.relay.private_relay import FOLDER, Desktop, client, until


@contextmanager
def program(*options: str) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, str(FOLDER / "run.py"), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        yield process
        if process.poll() is None:
            process.kill()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_it_prints_its_address_first_and_ends_with_all_that_it_started(number):
    with program() as process:
        address = process.stdout.readline().strip()
        folder = Path(process.stderr.readline().strip().rpartition(" ")[2])
        await Desktop(address).posted(b"1")
        process.send_signal(number)
        assert process.wait(20) == 0
    assert not await asyncio.to_thread(folder.exists)
    with pytest.raises(httpx.ConnectError):
        await Desktop(address).post(b"2")


async def test_a_folder_is_kept(tmp_path):
    desktop = None
    for body in (b"1", b"2"):
        with program("--folder", str(tmp_path)) as process:
            address = process.stdout.readline().strip()
            desktop = Desktop(address, secret=desktop.secret if desktop else None)
            await desktop.posted(body)
            received = await desktop.read(int(body))
            process.terminate()
            process.wait(20)
    assert [event.body for event in received] == [b"1", b"2"]


def test_a_port_in_use_is_told():
    with program() as first:
        port = first.stdout.readline().strip().rpartition(":")[2]
        with program("--port", port) as second:
            assert second.wait(20) == 1
            assert f"Port {port} cannot be used" in second.stderr.read()


async def test_what_the_relay_measures(relay, desktop):
    await desktop.posted(b"1", b"2")
    async with desktop.stream() as stream, client(base_url=relay.inner_address) as http:
        await stream.take(2)
        metrics = (await http.get("/metrics")).text
        connections = (await http.get("/nginx_status")).text
    values = dict(line.split() for line in metrics.splitlines())
    assert values["nchan_total_published_messages"] == "2"
    assert values["nchan_subscribers"] == "1"
    assert values["nchan_redis_connected_servers"] == "2"
    assert int(values["nchan_shared_memory_limit_bytes"]) == 512 << 20
    assert connections.startswith("Active connections: ")


async def test_the_exporter_reads_the_relay(relay, free_ports):
    (port,) = free_ports(1)
    exporter = await asyncio.create_subprocess_exec(
        "prometheus-nginx-exporter",
        *("-nginx.scrape-uri", f"{relay.inner_address}/nginx_status"),
        *("-web.listen-address", f"127.0.0.1:{port}"),
    )
    async with client(base_url=f"http://127.0.0.1:{port}") as http:

        async def is_up() -> bool:
            try:
                return "nginx_up 1" in (await http.get("/metrics")).text
            except httpx.ConnectError:
                return False

        await until(is_up)
    exporter.terminate()
    await exporter.wait()


async def test_health_is_for_everybody_and_not_too_often(address):
    async with client(base_url=address) as http:
        statuses = [(await http.get("/health")).status_code for _ in range(20)]
    assert statuses[:10] == [200] * 10
    assert 429 in statuses
