"""An invite as an administrator makes it: what they do not say is as in their own settings."""

from collections.abc import Mapping
from typing import Any

import msgspec

from screenpop.invites.invite import Invite
from screenpop.invites.take_over import current
from screenpop.profile.settings import SettingsFile


def invite_of(settings: SettingsFile, given: Mapping[str, str | int | None]) -> Invite:
    """The invite; `given` has what the administrator said, by the invite's names, None for what they left open.

    Whoever names a relay wants calls to come through it. Of the other ways in the settings speak for this computer
    alone. Raises InviteError for what nobody should send, SettingsError.
    """
    said: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    if "relay" in said:
        said.setdefault("way", "relay")
    own = {name: value for name, value in current(settings).items() if value != ""}
    wishes = own | said
    if wishes["way"] != "relay":
        wishes.pop("relay", None)
        if "way" not in said:
            del wishes["way"]
    return msgspec.convert({"client_id": "", **wishes}, Invite)
