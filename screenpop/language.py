"""What people read, in their language.

Every room asks here for its words, also those that know no Qt: the tray application puts Qt's translator in place, and
where nobody does, as in the presence feed, the words stay English. Qt's tools find the texts by the calls of
`translate`, so that context and text are always written out there.
"""

from collections.abc import Callable

Translator = Callable[[str, str, str | None, int], str]
"""Context, English text, a remark that tells equal texts apart, a count (-1: none): as QCoreApplication has them."""


def _english(_context: str, text: str, _remark: str | None, count: int) -> str:
    return text if count < 0 else text.replace("%n", str(count))


_translator: Translator = _english


def translate(context: str, text: str, remark: str | None = None, count: int = -1) -> str:
    """The text as people read it. `%n` in it becomes the count, and the text that of as many."""
    return _translator(context, text, remark, count)


def use(translator: Translator) -> None:
    """Have texts translated by `translator` from now on."""
    global _translator
    _translator = translator
