"""Reads the history for the screen, in a thread of its own and through a connection of its own: the screen never waits.

Questions are answered in the order in which they were put; what became of one comes back on the thread of the screen.
"""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from screenpop.history.store import Store, StoreError

_log = logging.getLogger(__name__)

T = TypeVar("T")


class Reader(Protocol):
    """Whatever answers questions about the history."""

    def ask(
        self,
        question: Callable[[Store], T],
        answer: Callable[[T], None],
        failed: Callable[[str], None] = lambda _why: None,
    ) -> None:
        """Have `question` answered: `answer` gets what it returns, `failed` why there is nothing, in a sentence."""

    def close(self) -> None:
        """Answer nothing more."""


class HistoryReader(QObject):
    """The reader of the file `path`, which is opened with the first question."""

    _told = Signal(object, object)

    def __init__(self, path: Path) -> None:
        """Nothing is opened yet."""
        super().__init__()
        self._path = path
        self._store: Store | None = None
        self._is_closed = False
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="history reader")
        self._told.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def ask(
        self,
        question: Callable[[Store], T],
        answer: Callable[[T], None],
        failed: Callable[[str], None] = lambda _why: None,
    ) -> None:
        """Have `question` answered in the thread."""
        if not self._is_closed:
            self._thread.submit(self._answer, question, answer, failed)

    def close(self) -> None:
        """End the thread. Blocks until the question that is being answered is."""
        self._is_closed = True
        self._thread.shutdown(cancel_futures=True)
        if self._store is not None:
            self._store.close()

    def _answer(
        self, question: Callable[[Store], Any], answer: Callable[[Any], None], failed: Callable[[str], None]
    ) -> None:
        try:
            if self._store is None:
                self._store = Store.open_readonly(self._path)
            told, value = answer, question(self._store)
        except (StoreError, OSError) as error:
            _log.warning("The history could not be read for the window: %s", error)
            told, value = failed, str(error)
        with suppress(RuntimeError):  # the window went meanwhile, and with it Qt's half of this object
            self._told.emit(told, value)

    def _tell(self, told: Callable[[Any], None], value: Any) -> None:
        if not self._is_closed:
            told(value)


class ReadAtOnce:
    """Answers on the spot: for pictures, which wait for nothing."""

    def __init__(self, store: Store) -> None:
        """`store` stays the caller's."""
        self._store = store

    def ask(
        self,
        question: Callable[[Store], T],
        answer: Callable[[T], None],
        failed: Callable[[str], None] = lambda _why: None,
    ) -> None:
        """Answer `question`."""
        try:
            told = question(self._store)
        except (StoreError, OSError) as error:
            failed(str(error))
        else:
            answer(told)

    def close(self) -> None:
        """Nothing is open."""
