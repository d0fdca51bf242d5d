"""Exporting the calls that are shown: asks where to, writes in the reader's thread, and says how it went."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDir, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from screenpop.history.export import export_csv
from screenpop.history.listing import Sought
from screenpop.history.store import Store
from screenpop.language import translate

from .history_reader import Reader


class CallExport:
    """Exports what is `sought`. `say` gets a sentence for people, `clock` carries the zone of the times."""

    def __init__(
        self,
        page: QWidget,
        reader: Reader,
        sought: Callable[[], Sought],
        clock: Callable[[], datetime],
        say: Callable[[str], None],
    ) -> None:
        """The dialog belongs to `page`."""
        self._page, self._reader, self._sought, self._clock, self._say = page, reader, sought, clock, say

    def choose_file(self) -> None:
        """Ask where the calls that are shown are to be exported to."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation) or QDir.homePath()
        dialog = QFileDialog(
            self._page, translate("Calls", "Export calls"), folder, translate("Calls", "Spreadsheet (*.csv)")
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.selectFile("calls.csv")
        dialog.fileSelected.connect(self.export)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def export(self, file: str) -> None:
        """Write the calls that are sought to a file, and say how it went."""
        path = Path(file)
        question = partial(_export, self._sought(), path, self._clock())
        done = translate("Calls", "{count} calls were exported to {file}.")
        failed = translate("Calls", "The calls were not exported. {why}")
        self._reader.ask(
            question,
            lambda count: self._say(done.format(count=count, file=path.name)),
            lambda why: self._say(failed.format(why=why)),
        )


def _export(sought: Sought, path: Path, now: datetime, store: Store) -> int:
    return export_csv(store, sought, path, now.tzinfo)
