"""Where each file of a profile lives, decided in one place.

This is loaded before anything is on the screen: what is needed only sometimes is imported where it is needed.
"""

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PROFILE_VARIABLE: Final = "SCREENPOP_PROFILE"


@dataclass(frozen=True, slots=True)
class Profile:
    """A folder with everything that one ScreenPop keeps; two profiles run side by side."""

    folder: Path

    @staticmethod
    def find(given: str | None = None) -> "Profile":
        """The profile of `--profile`, else of SCREENPOP_PROFILE, else the user's own. Creates nothing.

        However the folder is spelled (relative, through a link), it is one profile.
        """
        chosen = given or os.environ.get(PROFILE_VARIABLE)
        if chosen:
            return Profile(Path(chosen).expanduser().resolve())
        import platformdirs

        return Profile(Path(platformdirs.user_data_dir("screenpop", appauthor=False)).resolve())

    def create(self) -> "Profile":
        """Make the folders, for this user alone. Raises OSError."""
        for folder in (self.folder, self.state):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self

    @property
    def config(self) -> Path:
        """The settings file."""
        return self.folder / "config.toml"

    @property
    def history(self) -> Path:
        """Journal, calls and notes."""
        return self.folder / "history.db"

    @property
    def contacts(self) -> Path:
        """The copies of all contacts, and what the agent chose among them."""
        return self.folder / "contacts.db"

    @property
    def actions(self) -> Path:
        """What calls have set off, and the webhooks that wait."""
        return self.folder / "actions.db"

    @property
    def state(self) -> Path:
        """The folder of what the program remembers by itself."""
        return self.folder / "state"

    @property
    def log(self) -> Path:
        """The log file."""
        return self.folder / "screenpop.log"

    @property
    def lock(self) -> Path:
        """Held by the running program."""
        return self.folder / "screenpop.lock"

    @property
    def socket(self) -> Path:
        """The local socket of the running program.

        A socket's path may have at most 103 characters (macOS), so it lies in a short folder of this user alone and
        is named by the profile's real path.
        """
        from hashlib import sha256

        name = sha256(os.fsencode(self.folder.resolve())).hexdigest()[:20]
        return _runtime_folder() / f"{name}.sock"


if sys.platform == "win32":

    def _runtime_folder() -> Path:
        from tempfile import gettempdir

        return Path(gettempdir()) / "screenpop"

else:
    _LONGEST_RUNTIME_FOLDER: Final = 60
    """Characters; 36 more follow it in a socket's path."""

    def _runtime_folder() -> Path:
        """The system's folder for this user's sockets, found also by a command that runs outside the user's session."""
        usual = f"/run/user/{os.getuid()}"
        for folder in (os.environ.get("XDG_RUNTIME_DIR", usual), usual):
            if len(folder) <= _LONGEST_RUNTIME_FOLDER and _is_own_folder(folder):
                return Path(folder) / "screenpop"
        return Path("/tmp") / f"screenpop-{os.getuid()}"

    def _is_own_folder(folder: str) -> bool:
        """Whether it is there and ours; a shell of another user, as `su` gives, may still name the first user's."""
        try:
            return os.path.isabs(folder) and os.path.isdir(folder) and os.stat(folder).st_uid == os.getuid()
        except OSError:
            return False
