"""What was set off, and which webhooks wait: on disk, so that nothing is done twice and no webhook is lost.

That an action is about to run is written down first, a webhook together with what it sends. Should the program die
in between, the one does not run again, and the other is still sent, with the key that it always had.
"""

import sqlite3
import threading
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from .errors import ActionFailed

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS done (
    call TEXT NOT NULL, rule TEXT NOT NULL, at REAL NOT NULL, result TEXT, PRIMARY KEY (call, rule)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS post (
    key TEXT PRIMARY KEY, call TEXT NOT NULL, rule TEXT NOT NULL, url TEXT NOT NULL, body TEXT NOT NULL,
    made REAL NOT NULL, tries INTEGER NOT NULL DEFAULT 0, due REAL NOT NULL, trouble TEXT
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS rule (key TEXT PRIMARY KEY, since REAL NOT NULL) WITHOUT ROWID;
"""

KEPT_FOR: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Post:
    """A webhook that waits: `key` is its idempotency key, `tries` how often it was sent, `due` when it goes next."""

    key: str
    call: str
    rule: str
    url: str
    body: str
    made: float
    tries: int
    due: float
    trouble: str | None = None


class Kept:
    """The file of one profile. Every method may take as long as a disk does: call them in a thread.

    Times are in seconds since 1970. Each raises ActionFailed if the disk refuses.
    """

    def __init__(self, path: Path) -> None:
        """Opened at the first use."""
        self._path = path
        self._lock = threading.Lock()
        self._file: sqlite3.Connection | None = None

    def since(self, rules: Sequence[str], now: datetime) -> dict[str, datetime]:
        """Since when each rule is there: what happened before it was written does not concern it."""
        with self._open() as file:
            file.executemany("INSERT OR IGNORE INTO rule VALUES (?, ?)", [(rule, now.timestamp()) for rule in rules])
            rows = file.execute("SELECT key, since FROM rule").fetchall()
        return {key: datetime.fromtimestamp(moment, UTC) for key, moment in rows if key in rules}

    def begin(self, call: str, rule: str, at: datetime, post: tuple[str, str] | None = None) -> bool:
        """Write down that the rule's action for the call is about to run; False if it was before.

        `post` is a webhook's address and body: it waits from now on.
        """
        with self._open() as file:
            made = file.execute("INSERT OR IGNORE INTO done VALUES (?, ?, ?, NULL)", (call, rule, at.timestamp()))
            if made.rowcount == 1 and post is not None:
                _add(file, call, rule, at, post)
            return made.rowcount == 1

    def enqueue(self, call: str, rule: str, at: datetime, post: tuple[str, str]) -> str:
        """Let a webhook wait that a person asked for; its key."""
        with self._open() as file:
            return _add(file, call, rule, at, post)

    def finish(self, call: str, rule: str, result: str) -> None:
        """Write down what came of it."""
        with self._open() as file:
            file.execute("UPDATE done SET result = ? WHERE call = ? AND rule = ?", (result, call, rule))

    def results(self) -> dict[str, tuple[datetime, str]]:
        """The newest result of each rule, by its key; in local time."""
        with self._open() as file:
            rows = file.execute("SELECT rule, max(at), result FROM done WHERE result IS NOT NULL GROUP BY rule")
            return {rule: (datetime.fromtimestamp(at).astimezone(), result) for rule, at, result in rows}

    def waiting(self) -> list[Post]:
        """All webhooks that wait, the next first."""
        with self._open() as file:
            rows = file.execute("SELECT key, call, rule, url, body, made, tries, due, trouble FROM post ORDER BY due")
            return [Post(*row) for row in rows]

    def sent(self, post: Post, result: str) -> None:
        """It arrived, or is given up: it waits no more."""
        with self._open() as file:
            file.execute("DELETE FROM post WHERE key = ?", (post.key,))
            file.execute("UPDATE done SET result = ? WHERE call = ? AND rule = ?", (result, post.call, post.rule))

    def postpone(self, post: Post, due: float, trouble: str) -> None:
        """It did not arrive: send it again then."""
        with self._open() as file:
            told = (due, trouble, post.key)
            file.execute("UPDATE post SET tries = tries + 1, due = ?, trouble = ? WHERE key = ?", told)

    def forget(self, calls: Sequence[str]) -> int:
        """Forget what calls set off, and send nothing more about them; how much that was.

        What is deleted is overwritten in the file.
        """
        gone = 0
        with self._open() as file:
            for call in calls:
                gone += file.execute("DELETE FROM post WHERE call = ?", (call,)).rowcount
                gone += file.execute("DELETE FROM done WHERE call = ?", (call,)).rowcount
        with self._open() as file:
            file.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return gone

    def all(self) -> list[dict[str, str | float | None]]:
        """All that is held: what each call set off with what came of it, and the webhooks that wait."""
        with self._open() as file:
            done = file.execute("SELECT call, rule, at, result FROM done ORDER BY at").fetchall()
        told = [dict(zip(("call", "rule", "at", "result"), row, strict=True)) for row in done]
        waiting = [
            {"call": post.call, "rule": post.rule, "url": post.url, "body": post.body} for post in self.waiting()
        ]
        return [*told, *waiting]

    def prune(self, now: datetime) -> None:
        """Forget what is long over."""
        with self._open() as file:
            file.execute("DELETE FROM done WHERE at < ?", ((now - KEPT_FOR).timestamp(),))

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            if self._file is not None:
                self._file.close()
                self._file = None

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """The file, in one transaction that is on disk at the end."""
        try:
            with self._lock:
                file = self._connection()
                with file:
                    yield file
        except (sqlite3.Error, OSError) as error:
            raise ActionFailed(f"{self._path} cannot be written ({error}). Is the disk full?") from error

    def _connection(self) -> sqlite3.Connection:
        if self._file is None:
            file = sqlite3.connect(self._path, timeout=5.0, check_same_thread=False)
            try:
                self._path.chmod(0o600)
                file.execute("PRAGMA journal_mode = WAL")
                file.execute("PRAGMA synchronous = FULL")
                file.execute("PRAGMA secure_delete = ON")
                file.executescript(_SCHEMA)
            except BaseException:
                file.close()
                raise
            self._file = file
        return self._file


def _add(file: sqlite3.Connection, call: str, rule: str, at: datetime, post: tuple[str, str]) -> str:
    key, moment = str(uuid.uuid4()), at.timestamp()
    file.execute("INSERT INTO post VALUES (?, ?, ?, ?, ?, ?, 0, ?, NULL)", (key, call, rule, *post, moment, moment))
    return key
