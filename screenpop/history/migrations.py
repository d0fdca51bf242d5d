"""The database's versions. A step is never changed once it is released: a new one is added.

`PRAGMA user_version` says how many steps a file has been through.
"""

import sqlite3
from collections.abc import Callable
from typing import Final

from screenpop.history.index import fill_index
from screenpop.language import translate

Step = str | Callable[[sqlite3.Connection], None]
"""SQL, or what SQL cannot say."""

STEPS: Final[tuple[Step, ...]] = (
    """
    CREATE TABLE journal (
        id INTEGER PRIMARY KEY,
        body BLOB NOT NULL,
        way TEXT NOT NULL,
        received REAL NOT NULL,
        arrival REAL,
        delivery_id TEXT,
        state TEXT NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'done', 'unreadable')),
        why TEXT
    );
    CREATE INDEX journal_new ON journal (id) WHERE state = 'new';
    CREATE UNIQUE INDEX journal_delivery ON journal (delivery_id) WHERE delivery_id IS NOT NULL;

    CREATE TABLE calls (
        position INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        started REAL NOT NULL,
        ended REAL,
        involves_agent INTEGER NOT NULL,
        outcome TEXT,
        caller_digits TEXT NOT NULL,
        facts BLOB NOT NULL
    );
    CREATE INDEX calls_started ON calls (started);
    CREATE INDEX calls_unfinished ON calls (started) WHERE ended IS NULL OR outcome IS NULL;
    CREATE INDEX calls_caller ON calls (caller_digits, started) WHERE caller_digits <> '';

    CREATE TABLE notes (
        call_id TEXT PRIMARY KEY,
        text TEXT NOT NULL,
        written REAL NOT NULL
    );

    CREATE VIRTUAL TABLE search USING fts5 (words, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3');
    """,
    """
    DROP TABLE search;
    ALTER TABLE calls ADD COLUMN place INTEGER;
    ALTER TABLE calls ADD COLUMN is_outgoing INTEGER NOT NULL DEFAULT 0;
    CREATE UNIQUE INDEX calls_place ON calls (place);
    CREATE INDEX calls_own ON calls (place) WHERE involves_agent;
    CREATE INDEX calls_way ON calls (is_outgoing, place) WHERE involves_agent;
    CREATE INDEX calls_missed ON calls (place) WHERE involves_agent AND outcome = 'missed' AND is_outgoing = 0;

    CREATE TABLE found (place INTEGER PRIMARY KEY, words TEXT NOT NULL);
    CREATE VIRTUAL TABLE search USING fts5 (words, content = 'found', content_rowid = 'place', tokenize = 'trigram');
    """,
    fill_index,
    """
    CREATE TABLE forgotten (call_id TEXT PRIMARY KEY, started REAL NOT NULL) WITHOUT ROWID;
    """,
)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the file to the newest version. Raises sqlite3.Error, and ValueError if it is newer than this program."""
    version = _version(connection)
    for number, step in enumerate(STEPS[version:], start=version + 1):
        if callable(step):
            _run(connection, step, number)
        else:
            connection.executescript(f"BEGIN IMMEDIATE; {step} PRAGMA user_version = {number}; COMMIT;")


def check_version(connection: sqlite3.Connection) -> None:
    """Raises ValueError if the file is of another version than this program's, and sqlite3.Error."""
    if _version(connection) < len(STEPS):
        raise ValueError(
            translate(
                "History",
                "it was written by an older ScreenPop; start ScreenPop once, which brings it up to date",
            )
        )


def _run(connection: sqlite3.Connection, step: Callable[[sqlite3.Connection], None], number: int) -> None:
    connection.execute("BEGIN IMMEDIATE")
    step(connection)
    connection.execute(f"PRAGMA user_version = {number}")
    connection.execute("COMMIT")


def _version(connection: sqlite3.Connection) -> int:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > len(STEPS):
        raise ValueError(translate("History", "it was written by a newer ScreenPop; install that version again"))
    return version
