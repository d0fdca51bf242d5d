"""The pictures of the demo: every window in every state that it was seen in."""

import re
from pathlib import Path
from typing import Final

from screenpop.workplace import Workplace

_LONGEST_NAME: Final = 40


class Album:
    """Pictures of a workplace in `folder`, numbered in the order in which they were taken."""

    def __init__(self, workplace: Workplace, folder: Path) -> None:
        """No picture is taken yet."""
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
        words = f"{cards[-1][1]} {view.live[-1].title if view.live else ''}" if cards else view.presence
        name = f"{self._moments:02}-{_file_name(words)}"
        self.pictures += len(self._workplace.save_pictures(self.folder, name))


def _file_name(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", words.casefold()).strip("-")[:_LONGEST_NAME]
