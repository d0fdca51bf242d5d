"""Files of this user alone."""

import os
from pathlib import Path


def opener(path: str, flags: int) -> int:
    """For `open(…, opener=opener)`: a file that is made gets mode 0600."""
    return os.open(path, flags, 0o600)


def replace(path: Path, text: str) -> None:
    """Write `text` (UTF-8) to `path` in one piece; it is safe on disk when this returns.

    Whoever reads meanwhile, or after a crash, finds the old text or the new one. Raises OSError if the disk refuses.
    """
    path = path.resolve()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".new")
    draft.unlink(missing_ok=True)
    with open(draft, "x", encoding="utf-8", newline="\n", opener=opener) as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """A renamed file is safe only when its folder is; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
