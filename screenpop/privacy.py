"""What is held of callers: forgetting one of them, and handing all of it over."""

import asyncio
import contextlib
import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TextIO

from screenpop.actions.errors import ActionFailed
from screenpop.actions.kept import Kept
from screenpop.contact_keeper import ContactKeeper
from screenpop.history.calls import CallHistory
from screenpop.history.forget import Forgotten, clean, forget
from screenpop.history.journal import Journal
from screenpop.history.present import call_json, utc
from screenpop.history.store import Store
from screenpop.people.csv_export import write as write_contacts
from screenpop.people.numbers import same_number
from screenpop.profile.control import Request, RequestRefused
from screenpop.profile.paths import Profile
from screenpop.profile.private import opener

if TYPE_CHECKING:
    from screenpop.core import Core

_SHORTEST: Final = 2


def told(gone: Forgotten, choices: int, actions: int) -> dict[str, int]:
    """What was forgotten, as the command prints it in JSON."""
    kept = {"notes": gone.notes, "messages": gone.messages, "choices": choices, "actions": actions}
    return {"calls": len(gone.calls), **kept}


def forget_caller(
    store: Store, keeper: ContactKeeper, number: str, country: str, actions: Path
) -> tuple[Forgotten, int, int]:
    """Forget a caller, in this thread: calls, notes, messages, what was chosen or asked about the number, and what the
    calls set off according to the file `actions`; webhooks about them that wait are not sent any more.

    Raises StoreError, IndexTrouble and ActionFailed. Contacts in the user's own address books stay.
    """
    gone = forget(store, number, lambda other: same_number(number, other, country)).result()
    clean(store)
    return gone, keeper.forget(number), _forget_actions(actions, gone.calls)


def _forget_actions(file: Path, calls: Sequence[str]) -> int:
    if not file.exists():
        return 0
    with contextlib.closing(Kept(file)) as kept:
        return kept.forget(calls)


async def forget_now(core: "Core", request: Request) -> dict[str, int]:
    """The running program's answer to the command "forget"."""
    number = str(request.get("number", "")).strip()
    if len(number) < _SHORTEST:
        raise RequestRefused("Say which number is to be forgotten.")
    country = core.account_settings.country
    try:
        gone, choices, actions = await asyncio.to_thread(
            forget_caller, core.store, core.contacts, number, country, core.actions.file
        )
    except ActionFailed as error:
        raise RequestRefused(str(error)) from error
    for tell in core.contacts.on_forgotten:
        tell(gone.calls)
    core.update()
    return told(gone, choices, actions)


def export_all(profile: Profile, file: Path, keeper: ContactKeeper) -> dict[str, int]:
    """Write all that is held into a zip archive of this user alone; how much of each.

    Secrets are not in it: they are in the keyring. Raises OSError, StoreError, IndexTrouble and ActionFailed.
    """
    written: dict[str, int] = {}
    with (
        open(file, "wb", opener=opener) as raw,
        zipfile.ZipFile(raw, "w", compression=zipfile.ZIP_DEFLATED) as archive,
    ):
        if profile.history.exists():
            written |= _export_history(archive, profile.history)
        contacts = keeper.open()
        with _member(archive, "contacts.csv") as out:
            written["contacts"] = write_contacts(out, contacts.all)
        choices = [{"number": one, "source": source, "contact": uid} for one, source, uid in contacts.choices()]
        choices += [{"number": one, "marks": marks} for one, marks in contacts.marked()]
        written["choices"] = _lines(archive, "choices.jsonl", choices)
        if profile.actions.exists():
            with contextlib.closing(Kept(profile.actions)) as kept:
                written["actions"] = _lines(archive, "actions.jsonl", kept.all())
        for path in (profile.config, profile.log, *sorted(profile.state.glob("*.json"))):
            if path.exists():
                archive.write(path, path.relative_to(profile.folder).as_posix())
    return written


def _export_history(archive: zipfile.ZipFile, path: Path) -> dict[str, int]:
    store = Store.open_readonly(path)
    try:
        calls = ({**call_json(call), "note": note} for call, note in CallHistory(store).all())
        messages = (
            {"received": utc(row.received), "message": row.body.decode(errors="replace")}
            for row in Journal(store).all()
        )
        return {
            "calls": _lines(archive, "calls.jsonl", calls),
            "messages": _lines(archive, "messages.jsonl", messages),
        }
    finally:
        store.close()


def _lines(archive: zipfile.ZipFile, name: str, rows: Iterable[dict[str, Any]]) -> int:
    written = 0
    with _member(archive, name) as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
            written += 1
    return written


def _member(archive: zipfile.ZipFile, name: str) -> TextIO:
    return io.TextIOWrapper(archive.open(name, "w"), encoding="utf-8", errors="replace", newline="")
