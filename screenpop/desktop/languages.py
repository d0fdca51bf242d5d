"""The language of everything that people see: English or Canadian French, as the settings or the system ask for.

The texts stand in the code, in English; `resources/translations` has what becomes of them. English has a file, too:
how many a count is for ("1 missed call", "2 missed calls") is said there.
"""

import logging
from typing import Final

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from screenpop import language, resources

from .settings import SYSTEM_LANGUAGE

_log = logging.getLogger(__name__)

_LOCALES: Final = {
    "en": (QLocale.Language.English, QLocale.Country.Canada),
    "fr_CA": (QLocale.Language.French, QLocale.Country.Canada),
}
"""The languages that there are, with the locale by which dates and numbers are written."""

_IN_USE: Final[list[tuple[QTranslator, bytes]]] = []
"""The translators that are installed, with the bytes that they read from for as long as they live."""


def speak(setting: str) -> bool:
    """Say everything that is said from now on in the language of the setting ("system", "en", "fr_CA").

    What is on the screen already stays as it is until it is made anew. False if that language was spoken already.
    """
    wanted = system_language() if setting == SYSTEM_LANGUAGE else setting
    if _IN_USE and spoken() == wanted:
        return False
    for translator, _data in _IN_USE:
        QCoreApplication.removeTranslator(translator)
    _IN_USE.clear()
    _install(_read(f"translations/screenpop_{wanted}.qm"))
    if wanted != "en":
        _install_qt(wanted)
    QLocale.setDefault(QLocale(*_LOCALES[wanted]))
    language.use(_translated)
    return True


def spoken() -> str:
    """The language that is spoken now: "en" as long as nobody asked for another."""
    return next((known for known, locale in _LOCALES.items() if QLocale() == QLocale(*locale)), "en")


def system_language() -> str:
    """The first language of the system's list that we speak, English if we speak none of them."""
    for wanted in QLocale.system().uiLanguages():
        for known in _LOCALES:
            if wanted.replace("-", "_").partition("_")[0] == known.partition("_")[0]:
                return known
    return "en"


def _translated(context: str, text: str, remark: str | None, count: int) -> str:
    return QCoreApplication.translate(context, text, remark, count)


def _read(path: str) -> bytes:
    return resources.read_bytes(path)


def _install(data: bytes) -> None:
    translator = QTranslator()
    if not translator.load(data):
        _log.error("A translation cannot be read.")
        return
    QCoreApplication.installTranslator(translator)
    _IN_USE.append((translator, data))


def _install_qt(wanted: str) -> None:
    """Qt's own words: the buttons of its message boxes, the menu of a text field."""
    translator = QTranslator()
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{wanted}", folder):
        QCoreApplication.installTranslator(translator)
        _IN_USE.append((translator, b""))
