"""Messages of the phone system that could not be read."""

from pathlib import Path

from screenpop.doctor.finding import Finding, not_checked, ok, warning
from screenpop.doctor.history import Past
from screenpop.doctor.moment import moment


def check(past: Past, history: Path, log: Path) -> Finding:
    """The finding. What such a message says is not shown: it tells who called."""
    if past.trouble is not None:
        return not_checked("messages", "the history cannot be read")
    if past.unreadable is None:
        return ok("messages", "Every message that is kept could be read.")
    count, last = past.unreadable.count, past.unreadable.last
    return warning(
        "messages",
        f"{count} message{' that is kept' if count == 1 else 's that are kept'} could not be read, the last on "
        f"{moment(last.received)}: {last.why}",
        "What they told of calls is missing until it is read back from the phone system. They are kept as they came.",
        f'Look for "Message {last.id} cannot be read" in {log}, and send that file to whoever helps you. The messages '
        f"themselves are in {history}: table journal, state 'unreadable', id {last.id} for the last.",
    )
