"""The pictures of the demo: every window in every state that it was seen in."""

import os
import re
from pathlib import Path
from typing import Final

from screenpop.desktop.gallery import use_picture_font
from screenpop.workplace import Workplace

_LONGEST_NAME: Final = 40


class Album:
    """Pictures of a workplace in `folder`, numbered in the order in which they were taken."""

    def __init__(self, workplace: Workplace, folder: Path) -> None:
        """No picture is taken yet. Without a screen, everything is drawn in the font of the pictures from now on."""
        if os.environ.get("QT_QPA_PLATFORM") == "offscreen":
            use_picture_font()
            workplace.stack.redress()
        self._workplace = workplace
        self.folder = folder
        self.pictures = 0
        self._moments = 0
        self._seen: object = None

    def look(self) -> None:
        """Take pictures, if anything looks different from the last time. Raises OSError."""
        view = self._workplace.view()
        cards = self._workplace.stack.cards()
        seen = (view.presence, view.recent, cards)
        if seen == self._seen:
            return
        self._seen = seen
        self._moments += 1
        words = f"{cards[0][1]} {view.live[-1].title if view.live else ''}" if cards else view.presence
        name = f"{self._moments:02}-{_file_name(words)}"
        self.pictures += len(self._workplace.save_pictures(self.folder, name))


def _file_name(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.casefold()).strip("-")[:_LONGEST_NAME]
