import json
import zipfile
from datetime import UTC, datetime, timedelta

import pytest

from screenpop.actions.kept import Kept
from screenpop.cli.main import main
from screenpop.history.calls import CallHistory
from screenpop.history.journal import Journal
from screenpop.history.store import Store
from screenpop.people.contact import Contact, Mark, Phone
from screenpop.people.contacts import Contacts
from screenpop.people.index_writing import IndexWriter
from screenpop.profile.paths import Profile
from tests.desktop.phone import Phone as Desk

DAVID, MARIE = "+16132346100", "+14185250117"


@pytest.fixture
def profile(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    made = Profile(tmp_path / "profile").create()
    fill(made)
    return made


def fill(profile):
    """Two callers, each with calls, a note and messages."""
    desk, store = Desk(), Store(profile.history)
    history, journal = CallHistory(store), Journal(store)
    now = datetime.now(UTC)
    for call_id, number in (("david-1", DAVID), ("david-2", "6132346100"), ("marie-1", MARIE)):
        desk.ring(call_id, number=number, name=f"Caller {call_id}")
        history.save([desk.call(call_id)])
        history.note(call_id, f"Note to {call_id}").result()
        body = json.dumps({"from": {"call_id": call_id, "id": number}}).encode()
        entry = journal.append(body, way="test", received=now)
        history.save([], processed=entry.id).result()
    store.close()
    contacts = Contacts(profile.contacts, "CA")
    writer = IndexWriter(contacts)
    writer.replace("book", "import", [Contact("d", "David Ward", phones=(Phone(DAVID),))])
    writer.choose(DAVID, contacts.of(DAVID)[0])
    writer.mark(DAVID, [Mark.VIP])
    contacts.close()
    kept = Kept(profile.actions)
    for call_id, number in (("david-1", DAVID), ("marie-1", MARIE)):
        kept.begin(call_id, "hook", now, ("https://hooks.example.com", f'{{"number": "{number}"}}'))
    kept.begin("david-2", "CRM", now)
    kept.finish("david-2", "CRM", "Opened https://crm.example.com/6132346100.")
    kept.close()


def held(profile):
    return b"".join(
        path.read_bytes()
        for path in profile.folder.rglob("*")
        if path.is_file() and path.name.startswith(("history", "actions"))
    )


def test_a_caller_is_forgotten_to_the_last_byte(profile, capsys):
    assert b"Note to david-1" in held(profile)
    assert main(["--profile", str(profile.folder), "privacy", "forget", "(613) 234-6100", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"calls": 2, "notes": 2, "messages": 2, "choices": 2, "actions": 3}
    for trace in (b"Note to david", b"Caller david", b"6132346100", b"2346100"):
        assert trace not in held(profile)
    store = Store.open_readonly(profile.history)
    assert [call.id for call, _ in CallHistory(store).all()] == ["marie-1"]
    assert CallHistory(store).note_of("marie-1") == "Note to marie-1"
    assert [call.id for call in CallHistory(store).recent(query="Caller")] == ["marie-1"]
    assert len(list(Journal(store).all())) == 1
    store.close()
    kept = Kept(profile.actions)
    assert [(row["call"], row["rule"]) for row in kept.all()] == [("marie-1", "hook")] * 2
    kept.close()


def test_what_was_forgotten_does_not_come_back_with_the_records(profile):
    main(["--profile", str(profile.folder), "privacy", "forget", DAVID])
    desk, store = Desk(), Store(profile.history)
    desk.ring("david-1", number=DAVID)
    CallHistory(store).save([desk.call("david-1")]).result()
    assert CallHistory(store).get("david-1") is None
    store.close()


def test_forgetting_nobody(profile, capsys):
    assert main(["--profile", str(profile.folder), "privacy", "forget", "  "]) == 2
    main(["--profile", str(profile.folder), "privacy", "forget", "126", "--json"])
    assert set(json.loads(capsys.readouterr().out).values()) == {0}


def test_all_that_is_held_is_handed_over(profile, tmp_path, capsys):
    profile.config.write_text("[history]\nkeep_days = 30\n", encoding="utf-8")
    assert main(["--profile", str(profile.folder), "privacy", "export", str(tmp_path / "all.zip")]) == 0
    assert "3 calls, 3 messages, 1 contacts, 2 choices, 5 actions" in capsys.readouterr().out
    assert (tmp_path / "all.zip").stat().st_mode & 0o077 == 0
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        calls = [json.loads(line) for line in archive.read("calls.jsonl").splitlines()]
        actions = [json.loads(line) for line in archive.read("actions.jsonl").splitlines()]
        assert {row.get("result") or row.get("url") for row in actions} >= {
            "Opened https://crm.example.com/6132346100.",
            "https://hooks.example.com",
        }
        assert next((call["id"], call["note"]) for call in calls) == ("david-1", "Note to david-1")
        assert b"marie-1" in archive.read("messages.jsonl")
        assert b"David Ward" in archive.read("contacts.csv")
        assert b"keep_days" in archive.read("config.toml")


def test_calls_notes_and_messages_go_after_their_days(profile):
    store = Store(profile.history)
    history, journal = CallHistory(store), Journal(store)
    old = datetime.now(UTC) - timedelta(days=31)
    entry = journal.append(b"{}", way="test", received=old)
    history.save([], processed=entry.id)
    store.submit(lambda connection: connection.execute("UPDATE notes SET written = ?", (old.timestamp(),)))
    store.submit(lambda connection: connection.execute("INSERT INTO notes VALUES ('lost', 'x', ?)", (old.timestamp(),)))
    store.submit(lambda connection: connection.execute("UPDATE calls SET started = ? WHERE id LIKE 'david%'", (0,)))
    history.prune(30)
    journal.prune(30).result()
    assert [call.id for call, _ in history.all()] == ["marie-1"]
    assert [history.note_of(call) for call in ("david-1", "marie-1", "lost")] == ["", "Note to marie-1", ""]
    assert len(list(journal.all())) == 3
    store.close()
