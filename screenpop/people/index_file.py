"""The local index's file: its tables, and how it is opened.

It holds copies and can be made again from the sources; what the agent chose (`chosen`, `marked`) cannot, so a file
of another version keeps those two tables and is otherwise made anew.

The contacts of a source come in batches: one that is being read is not seen before it is whole, and then takes the
place of the one before in one step.
"""

import sqlite3
from pathlib import Path
from typing import Final

VERSION: Final = 1

_COPIES: Final = """
    CREATE TABLE sources (
        name TEXT PRIMARY KEY,
        kind TEXT NOT NULL,
        place INTEGER NOT NULL DEFAULT 0,
        batch INTEGER,
        version TEXT NOT NULL DEFAULT '',
        contacts INTEGER NOT NULL DEFAULT 0,
        unreadable INTEGER NOT NULL DEFAULT 0,
        read REAL,
        tried REAL,
        trouble TEXT
    );
    CREATE UNIQUE INDEX sources_batch ON sources (batch);
    CREATE TABLE contacts (
        id INTEGER PRIMARY KEY,
        batch INTEGER NOT NULL,
        uid TEXT NOT NULL,
        facts BLOB NOT NULL
    );
    CREATE INDEX contacts_batch ON contacts (batch);
    CREATE TABLE numbers (
        key TEXT NOT NULL,
        contact INTEGER NOT NULL,
        PRIMARY KEY (key, contact)
    ) WITHOUT ROWID;
    CREATE INDEX numbers_contact ON numbers (contact);
    CREATE TABLE hushed (contact INTEGER PRIMARY KEY);
    CREATE TABLE reading (batch INTEGER PRIMARY KEY, touched REAL NOT NULL);
    CREATE VIRTUAL TABLE search USING fts5 (words, tokenize = "unicode61 remove_diacritics 2", prefix = '2 3');
"""
_OWN: Final = """
    CREATE TABLE IF NOT EXISTS chosen (key TEXT PRIMARY KEY, source TEXT NOT NULL, uid TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS marked (key TEXT PRIMARY KEY, marks TEXT NOT NULL);
"""
_COPIED: Final = ("sources", "contacts", "numbers", "hushed", "reading", "search")


class IndexTrouble(Exception):
    """The index of contacts cannot be read or written; the text says what to do."""

    def __init__(self, path: Path, why: Exception) -> None:
        """`why` is the technical reason."""
        super().__init__(
            f"The contacts in {path} cannot be used: {why}. Make room on the disk; if that is not it, move the file "
            "away: it is made anew from where the contacts come from."
        )


def open_for_writing(path: Path) -> sqlite3.Connection:
    """The file, made if there is none and brought to this version. Raises sqlite3.Error."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except OSError as error:
        raise sqlite3.OperationalError(str(error)) from error
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=20)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA secure_delete = FAST")
        if connection.execute("PRAGMA user_version").fetchone()[0] != VERSION:
            _make(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def open_for_reading(path: Path) -> sqlite3.Connection:
    """The file as others write it. Raises sqlite3.Error."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False, timeout=5)


def _make(connection: sqlite3.Connection) -> None:
    gone = "".join(f"DROP TABLE IF EXISTS {table};" for table in _COPIED)
    connection.executescript(f"BEGIN IMMEDIATE; {gone} {_COPIES} {_OWN} PRAGMA user_version = {VERSION}; COMMIT;")
