#!/usr/bin/env python3
"""The whole relay, privately: for development, tests and measurements.

It listens on the loopback address and free ports, keeps its data in a folder of its own, and needs and disturbs none
of the system's services. As a program it works in the foreground until it is interrupted; the first line that it
prints is the relay's address. Needs nginx with nchan and njs, and redis-server, of Debian or Ubuntu.
"""

import argparse
import contextlib
import os
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, NoReturn

_HERE: Final = Path(__file__).resolve().parent
WORKERS: Final = 2
"""nginx's worker processes: several, so that what passes between them is tried too."""
_PATIENCE: Final = 10.0
"""Seconds in which a server must come up or end."""

_LOCAL: Final = urllib.request.build_opener(urllib.request.ProxyHandler({}))
"""Asks this machine, whatever proxy the environment names."""


class RelayError(Exception):
    """The relay cannot run; the text says why and what to do."""


class Server:
    """One of the relay's two servers: a child process that can be stopped, killed, held and started again."""

    def __init__(self, command: Sequence[str], port: int, output: Path) -> None:
        """`command` must listen on the loopback address's `port`; what it prints goes to `output`."""
        self._command = list(command)
        self._port = port
        self._output = output
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int | None:
        """The process's number while it runs."""
        return self._process.pid if self.is_running and self._process else None

    @property
    def is_running(self) -> bool:
        """Whether the process lives."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start it and return once it listens. Raises RelayError, with its own last words, if it does not."""
        with self._output.open("ab") as output:
            self._process = subprocess.Popen(
                self._command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, process_group=0
            )
        _wait(lambda: not self.is_running or _listens(self._port))
        if not self.is_running or not _listens(self._port):
            self.kill()
            last = self._output.read_text(errors="replace").strip().splitlines()[-3:]
            raise RelayError(f"{self._command[0]} does not start: {' '.join(last) or 'it says nothing'}")

    def stop(self) -> None:
        """End it in an orderly way."""
        if (pid := self.pid) is not None:
            os.kill(pid, signal.SIGTERM)
        self._await_end()

    def kill(self) -> None:
        """End it, and its workers if it has any, as a power failure would."""
        if (pid := self.pid) is not None:
            os.killpg(pid, signal.SIGKILL)
        self._await_end()

    def hold(self) -> None:
        """Freeze it: connections stay open, nothing is answered."""
        if (pid := self.pid) is not None:
            os.killpg(pid, signal.SIGSTOP)

    def release(self) -> None:
        """Let it go on after `hold`."""
        if (pid := self.pid) is not None:
            os.killpg(pid, signal.SIGCONT)

    def _await_end(self) -> None:
        self.release()
        if self._process is None:
            return
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        _wait(lambda: not _listens(self._port))


class PrivateRelay:
    """nginx and Redis in `folder`. `nginx` and `redis` can be stopped and started one by one."""

    def __init__(
        self, folder: Path, *, ports: tuple[int, int, int], conf: Path | None = None, ends_with_parent: bool = False
    ) -> None:
        """Run the configuration in `conf`, by default that of `configure`, which uses these `ports`.

        They are the relay's own, the one that only this machine sees, and Redis's. With `ends_with_parent` the servers
        end when this thread does, even if it is killed. Raises RelayError.
        """
        self.folder = folder
        self.port, self.inner_port, self.redis_port = ports
        conf = conf or folder / "conf"
        (folder / "tmp").mkdir(exist_ok=True)
        tied = [_program("setpriv"), "--pdeathsig", "TERM"] if ends_with_parent else []
        nginx = [_program("nginx"), "-e", "stderr", "-p", str(folder), "-c", str(conf / "nginx.conf")]
        redis = [_program("redis-server"), str(conf / "redis.conf")]
        self.nginx = Server([*tied, *nginx], self.port, folder / "nginx.out")
        self.redis = Server([*tied, *redis], self.redis_port, folder / "redis.out")

    @property
    def address(self) -> str:
        """Where desktops and the phone system find it."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def inner_address(self) -> str:
        """Where the numbers are that only this machine sees."""
        return f"http://127.0.0.1:{self.inner_port}"

    def start(self) -> None:
        """Start what does not run, and return once every worker is connected to Redis. Raises RelayError."""
        for server in (self.redis, self.nginx):
            if not server.is_running:
                server.start()
        if not _wait(self._is_ready):
            raise RelayError("nginx does not connect to Redis.")

    def _is_ready(self) -> bool:
        with contextlib.suppress(OSError), _LOCAL.open(f"{self.inner_address}/nchan_status", timeout=1) as page:
            found = re.search(rb"redis connected servers: (\d+)", page.read())
            return found is not None and int(found[1]) >= WORKERS
        return False

    def stop(self) -> None:
        """Stop what runs."""
        for server in (self.nginx, self.redis):
            server.stop()


def configure(folder: Path, *, port: int = 0, **settings: str) -> tuple[int, int, int]:
    """Write a configuration for PrivateRelay into `folder`, and give its ports: `port`, and two that are free.

    `settings` are those of render.sh. Raises RelayError.
    """
    ports = _free_ports(port)
    (folder / "redis").mkdir(parents=True, exist_ok=True)
    words = {
        "user": "root" if os.geteuid() == 0 else "",
        "workers": str(WORKERS),
        "listen": f"127.0.0.1:{ports[0]}",
        "inner_port": str(ports[1]),
        "redis": f"127.0.0.1:{ports[2]}",
        "redis_data": str(folder / "redis"),
        "pid": "nginx.pid",
        "error_log": "error.log",
        "access_log": "access.log",
        "open_files": str(resource.getrlimit(resource.RLIMIT_NOFILE)[1]),
        **settings,
    }
    command = [str(_HERE / "render.sh"), str(folder / "conf"), *(f"{name}={value}" for name, value in words.items())]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RelayError(done.stderr.strip())
    return ports


def _program(name: str) -> str:
    path = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if path is None:
        raise RelayError(
            f"{name} is not installed. On Debian and Ubuntu: "
            "apt-get install nginx libnginx-mod-nchan libnginx-mod-http-js redis-server"
        )
    return path


def _free_ports(wanted: int) -> tuple[int, int, int]:
    """The wanted port (0: a free one) and two free ones."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(3)]
        for listener, port in zip(sockets, (wanted, 0, 0), strict=True):
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                listener.bind(("127.0.0.1", port))
            except OSError as error:
                raise RelayError(f"Port {port} cannot be used: {error.strerror}.") from error
        first, second, third = (listener.getsockname()[1] for listener in sockets)
    return first, second, third


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _wait(condition: Callable[[], bool]) -> bool:
    """Wait until the condition holds; False if there is no patience left."""
    deadline = time.monotonic() + _PATIENCE
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


@contextlib.contextmanager
def _data_folder(given: Path | None) -> Iterator[Path]:
    if given is not None:
        yield given.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="screenpop-relay-") as folder:
        yield Path(folder)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Run the whole relay on the loopback address, until interrupted.")
    parser.add_argument("--port", type=int, default=0, help="where it listens (default: a free port)")
    parser.add_argument("--folder", type=Path, help="keep the data here (default: a temporary folder)")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run until SIGINT or SIGTERM; 1 if a server cannot start or ends by itself."""
    options = _options(arguments)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with _data_folder(options.folder) as folder:
            ports = configure(folder, port=options.port)
            _serve(PrivateRelay(folder, ports=ports, ends_with_parent=True))
    except KeyboardInterrupt:
        return 0
    except RelayError as error:
        print(f"run.py: {error}", file=sys.stderr)
        return 1


def _serve(relay: PrivateRelay) -> NoReturn:
    try:
        relay.start()
        print(relay.address, flush=True)
        print(f"Data, logs and configuration: {relay.folder}", file=sys.stderr)
        while relay.nginx.is_running and relay.redis.is_running:
            time.sleep(0.2)
        raise RelayError(f"A server ended by itself; the files in {relay.folder} may say why.")
    finally:
        relay.stop()


if __name__ == "__main__":
    sys.exit(main())
