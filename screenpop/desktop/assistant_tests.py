"""The steps of the assistant that try things out: the ways in, and a test call."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from screenpop.language import translate

from .assistant_needs import Advice, AssistantNeeds
from .assistant_step import Step, label
from .pending import PendingActions
from .settings_words import setting_words

_WORKS: Final = {True: "✓", False: "✗"}


class WayStep(Step):
    """How calls reach this computer: each way that is set up is tested, and the best one is used."""

    name = "way_in"

    def __init__(self, needs: AssistantNeeds, changed: Callable[[], None]) -> None:
        """Nothing is tested yet."""
        super().__init__(needs, changed)
        self._pending = PendingActions(lambda text: self.say(text, is_trouble=True))
        self._is_busy = False
        self.again = QPushButton(translate("Assistant", "Test again"))
        self.again.clicked.connect(self.begin)
        self._list = label("hint")
        self.column.addWidget(self.told)
        self.column.addWidget(self._list)
        self.column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def title(self) -> str:
        """What stands above it."""
        return translate("Assistant", "The way in for calls")

    def begin(self) -> None:
        """Test, unless that is being done."""
        if not self._is_busy:
            self._is_busy, self.is_done = True, False
            self.again.setEnabled(False)
            self._list.hide()
            self.say(translate("Assistant", "The ways in are being tested. This takes a few seconds…"))
            self._pending.start(self._test(), "test of the ways in", self._ended)

    async def end(self) -> None:
        """Stop testing."""
        await self._pending.close()

    async def _test(self) -> None:
        advice = await self.needs.advise()
        titles = dict(setting_words()["delivery.kind"].choices)
        line = translate("Assistant", "{mark} {way}: {result}")
        lines = [
            line.format(mark=_WORKS[one.works], way=titles.get(one.kind, one.kind), result=one.words)
            for one in advice.tried
        ]
        self._list.setText("\n".join(lines))
        self._list.setVisible(bool(lines))
        self._conclude(advice, titles)

    def _conclude(self, advice: Advice, titles: dict[str, str]) -> None:
        if advice.best is None:
            self.say(advice.why, is_trouble=True)
            return
        self.needs.use_way(advice.best)
        self.is_done = True
        best = titles.get(advice.best, advice.best)
        self.say(translate("Assistant", "Calls come in through: {way}. A test message came back.").format(way=best))

    def _ended(self, trouble: str | None) -> None:
        self._is_busy = False
        self.again.setEnabled(True)
        if trouble:
            self.say(trouble, is_trouble=True)
        self.changed()


class TrialStep(Step):
    """A call from the program itself."""

    name = "trial"

    def __init__(self, needs: AssistantNeeds, changed: Callable[[], None]) -> None:
        """It has not rung yet."""
        super().__init__(needs, changed)
        self._pending = PendingActions(lambda text: self.say(text, is_trouble=True))
        self.button = QPushButton(translate("Assistant", "Ring now"))
        self.button.setProperty("kind", "primary")
        self.button.clicked.connect(lambda: self._pending.start(self._ring(), "test call"))
        self.column.addWidget(
            label(
                "",
                translate(
                    "Assistant",
                    "A test call shows the card that you will see when somebody calls. Your phone does not ring, and "
                    "nothing of it is kept.",
                ),
            )
        )
        self.column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self.told)

    @property
    def title(self) -> str:
        """What stands above it."""
        return translate("Assistant", "A test call")

    def first(self) -> QWidget | None:
        """The button."""
        return self.button

    async def end(self) -> None:
        """Stop."""
        await self._pending.close()

    async def _ring(self) -> None:
        why_not = await self.needs.ring()
        self.is_done = not why_not
        shown = translate("Assistant", "There is the card, in its corner. Answer it or close it; try its buttons.")
        self.say(why_not or shown, is_trouble=bool(why_not))
        self.changed()
