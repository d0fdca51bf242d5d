"""The account's own users and queues, as the phone system names them."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from screenpop.people.contact import Contact, Phone, Unreadable, a_name
from screenpop.people.settings import SourceKind


class Colleagues:
    """Each extension is a contact. `names` gives who is known now, by extension."""

    kind = SourceKind.COLLEAGUES
    name = "Colleagues"

    def __init__(self, names: Callable[[], Mapping[str, str]]) -> None:
        """Nothing is asked yet."""
        self._names = names

    def version(self) -> str:
        """Who is known."""
        return repr(sorted(self._names().items()))

    def contacts(self) -> Iterator[Contact | Unreadable]:
        """All of them."""
        for extension, name in sorted(self._names().items()):
            yield Contact(extension, a_name(name), phones=(Phone(extension, "extension"),))

    def look_up(self, _number: str) -> Sequence[Contact]:
        """Nobody: they were copied."""
        return ()
