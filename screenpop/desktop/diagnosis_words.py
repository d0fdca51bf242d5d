"""What the diagnosis calls its checks and what came of them."""

from collections.abc import Iterable
from datetime import datetime

from screenpop import __version__
from screenpop.doctor.finding import Finding, State
from screenpop.language import translate


def check_words() -> dict[str, str]:
    """What each check is called."""
    return {
        "program": translate("Diagnosis", "Program"),
        "settings": translate("Diagnosis", "Settings"),
        "display": translate("Diagnosis", "Display"),
        "tray": translate("Diagnosis", "Tray"),
        "fonts": translate("Diagnosis", "Fonts"),
        "disk": translate("Diagnosis", "Disk"),
        "history": translate("Diagnosis", "Call history"),
        "log": translate("Diagnosis", "Log file"),
        "dns": translate("Diagnosis", "Name of the phone system"),
        "api": translate("Diagnosis", "Phone system"),
        "clock": translate("Diagnosis", "Clock"),
        "keyring": translate("Diagnosis", "Keyring"),
        "sign_in": translate("Diagnosis", "Sign-in"),
        "scope": translate("Diagnosis", "What the sign-in allows"),
        "way_in": translate("Diagnosis", "Way in"),
        "ways": translate("Diagnosis", "Best way in"),
        "hook": translate("Diagnosis", "Test message"),
        "subscription": translate("Diagnosis", "Subscription"),
        "last_event": translate("Diagnosis", "Last message"),
        "messages": translate("Diagnosis", "Messages"),
    }


def state_words(state: State | None) -> str:
    """How it is with what was checked; None: it is being checked."""
    if state is None:
        return translate("Diagnosis", "Checking…")
    return {
        State.OK: translate("Diagnosis", "OK"),
        State.WARNING: translate("Diagnosis", "Warning"),
        State.FAILURE: translate("Diagnosis", "Failure"),
    }[state]


def summary(findings: Iterable[Finding]) -> str:
    """What came of all, in a sentence."""
    states = [finding.state for finding in findings]
    failures, warnings = states.count(State.FAILURE), states.count(State.WARNING)
    if failures:
        return translate("Diagnosis", "%n checks failed. What to do stands beside them.", None, failures)
    if warnings:
        return translate("Diagnosis", "Calls can come in. There are %n warnings.", None, warnings)
    return translate("Diagnosis", "All is well.")


def for_support(findings: Iterable[Finding], now: datetime) -> str:
    """The report as it is sent to whoever helps: in English, as `screenpop doctor` has it. Nothing in it is secret."""
    lines = [f"ScreenPop {__version__}, {now:%Y-%m-%d %H:%M %z}", ""]
    for finding in findings:
        lines.append(f"{finding.state:8} {finding.check}: {finding.what}")
        lines += [f"{'':9}{text}" for text in (finding.meaning, finding.todo) if text]
    return "\n".join(lines) + "\n"
