"""The end of the computer's session: what was typed is on the disk before the system goes on, and the program ends."""

import logging
from collections.abc import Callable
from concurrent.futures import CancelledError
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from screenpop.workplace import Workplace

log = logging.getLogger(__name__)

_PATIENCE: Final = 2.0
"""Seconds for the disk: systems end programs that keep them waiting for longer than about five."""


def end_with_session(qt: "QApplication", quit_: Callable[[], None], work: Callable[[], "Workplace | None"]) -> None:
    """Quit when the session ends. Once the system has its answer it may end the program at any moment.

    So this is the one place where the screen waits for the disk: `quit_` saves, and what was saved is written first.
    """
    qt.commitDataRequest.connect(lambda: _end(quit_, work()))


def _end(quit_: Callable[[], None], workplace: "Workplace | None") -> None:
    quit_()
    if workplace is None:
        return
    try:
        workplace.core.store.submit(lambda _connection: None).result(_PATIENCE)
    except (Exception, CancelledError) as error:  # noqa: BLE001 whatever it is, the session ends
        log.warning("What was typed may not have been written at the end of the session: %s", error)
