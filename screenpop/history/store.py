"""The database, and the one thread that writes to it.

Whoever wants to write hands over a function of a connection and gets a future. The thread takes everything that
waits, runs it in one transaction and commits once: under load, many messages share one flush to disk. A function
that fails spoils only itself (each runs in a savepoint), and if the disk refuses the commit, every future of the
group fails and the thread goes on.
"""

import contextlib
import logging
import queue
import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any, Final, TypeVar

from screenpop.history.migrations import check_version, migrate
from screenpop.language import translate

log = logging.getLogger(__name__)

T = TypeVar("T")
_GROUP: Final = 500
"""Writes that share a transaction, at most."""

_OWN_FAULTS: Final = frozenset(
    {
        sqlite3.SQLITE_ERROR,
        sqlite3.SQLITE_CONSTRAINT,
        sqlite3.SQLITE_MISMATCH,
        sqlite3.SQLITE_MISUSE,
        sqlite3.SQLITE_RANGE,
        sqlite3.SQLITE_TOOBIG,
    }
)
"""What SQLite says when a statement is wrong. All else (no room, no permission, no sound file) concerns everybody."""


class StoreError(Exception):
    """The history cannot be read or written; the text says what to do."""


class _Job:
    """One function that waits for its turn, and the future of its result.

    The future cannot be cancelled: what was handed over is written, whether or not somebody still waits for it.
    """

    __slots__ = ("future", "work")

    def __init__(self, work: Callable[[sqlite3.Connection], Any]) -> None:
        self.work = work
        self.future: Future[Any] = Future()
        self.future.set_running_or_notify_cancel()


class Store:
    """One open database. Safe to use from any thread."""

    def __init__(self, path: Path, *, readonly: bool = False) -> None:
        """Open the file, make it if there is none, and bring it to the newest version. Raises StoreError.

        With `readonly` another program may be writing to it; then it must be there, and `submit` is refused.
        """
        self.path = path
        self.commits = 0
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._closed = False
        self._read_lock = threading.Lock()
        self._writer: threading.Thread | None = None
        with _told_plainly(path), contextlib.ExitStack() as opened:
            if not readonly:
                writing = opened.enter_context(contextlib.closing(_open_for_writing(path)))
                self._writer = threading.Thread(target=self._write, args=(writing,), name="history writer", daemon=True)
            self._reading = opened.enter_context(contextlib.closing(_open_for_reading(path)))
            self._opened = opened.pop_all()
        if self._writer is not None:
            self._writer.start()

    @classmethod
    def open_readonly(cls, path: Path) -> "Store":
        """Open a file that another program may be writing to; `submit` is refused. Raises StoreError."""
        return cls(path, readonly=True)

    def submit(self, work: Callable[[sqlite3.Connection], T]) -> "Future[T]":
        """Have `work` done by the writer, after all that was submitted before.

        The future has its result once that is safe on disk. It fails with StoreError if the disk refuses, or the
        store is closed, and with whatever `work` raises.
        """
        job = _Job(work)
        with self._lock:
            if self._writer is not None and not self._closed:
                self._jobs.put(job)
                return job.future
        job.future.set_exception(
            StoreError(translate("History", "The history is closed, so nothing more can be written to it."))
        )
        return job.future

    def read(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """The rows of a query, as of the last commit. Raises StoreError."""
        with self._read_lock:
            if self._closed:
                raise StoreError(translate("History", "The history is closed, so nothing more can be read from it."))
            with _told_plainly(self.path):
                return self._reading.execute(sql, values).fetchall()

    def close(self) -> None:
        """Write what waits, and close. Blocks for as long as that takes."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            self._jobs.put(None)
        if self._writer is not None:
            self._writer.join()
        with self._read_lock:
            self._opened.close()

    def _write(self, connection: sqlite3.Connection) -> None:
        for group in self._groups():
            self._run(connection, group)

    def _groups(self) -> Iterator[list[_Job]]:
        while True:
            group: list[_Job] = []
            job = self._jobs.get()
            while job is not None:
                group.append(job)
                if len(group) == _GROUP or self._jobs.empty():
                    break
                job = self._jobs.get()
            if group:
                yield group
            if job is None:
                return

    def _run(self, connection: sqlite3.Connection, group: list[_Job]) -> None:
        done: list[tuple[_Job, Any]] = []
        try:
            connection.execute("BEGIN IMMEDIATE")
            for job in group:
                with _failing_alone(connection, job):
                    done.append((job, job.work(connection)))
            connection.execute("COMMIT")
            self.commits += 1
        except sqlite3.Error as error:
            with contextlib.suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            self._fail(group, error)
            return
        for job, result in done:
            job.future.set_result(result)

    def _fail(self, group: list[_Job], error: sqlite3.Error) -> None:
        why = StoreError(
            translate(
                "History",
                "{path} could not be written ({error}). Calls go on showing; what came meanwhile is not in the "
                "history. Make room on the disk, or check that the folder may be written to.",
            ).format(path=self.path, error=error)
        )
        log.error("%s", why)
        for job in group:
            if not job.future.done():
                job.future.set_exception(why)


@contextlib.contextmanager
def _failing_alone(connection: sqlite3.Connection, job: _Job) -> Iterator[None]:
    """A job that raises takes back what it wrote, and nobody else's."""
    connection.execute("SAVEPOINT job")
    try:
        yield
    except Exception as error:
        if isinstance(error, sqlite3.Error) and _concerns_everybody(error):
            raise
        connection.execute("ROLLBACK TO job")
        log.exception("A write to the history failed.")
        job.future.set_exception(error)
    connection.execute("RELEASE job")


def _concerns_everybody(error: sqlite3.Error) -> bool:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_MISUSE)
    return code & 0xFF not in _OWN_FAULTS


@contextlib.contextmanager
def _told_plainly(path: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError, ValueError) as error:
        raise StoreError(
            translate(
                "History",
                "The history in {path} cannot be used: {error}. Nothing was deleted. Move the file away to start "
                "with an empty history, or put a copy of it back.",
            ).format(path=path, error=error)
        ) from error


def _open_for_writing(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=10)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA fullfsync = ON")
        connection.execute("PRAGMA secure_delete = ON")
        migrate(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _open_for_reading(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False, timeout=10)
    try:
        check_version(connection)
    except BaseException:
        connection.close()
        raise
    return connection
