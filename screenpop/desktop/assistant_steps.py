"""The steps of the assistant in which a person says something: office and sign-in; and the last one."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from screenpop.language import translate

from .assistant_needs import AssistantNeeds, Preview, Standing
from .assistant_step import Step, label


class OfficeStep(Step):
    """Which office: an invite says it all."""

    name = "office"

    def __init__(self, needs: AssistantNeeds, changed: Callable[[], None]) -> None:
        """No invite yet."""
        super().__init__(needs, changed)
        self._preview: Preview | None = None
        self.link = QLineEdit()
        self.link.setPlaceholderText("screenpop:invite?…")
        self.link.setAccessibleName(translate("Assistant", "Link of the invite"))
        self.link.textChanged.connect(lambda text: self.open(text) if text.strip() else None)
        choose = QPushButton(translate("Assistant", "Open the invite's file…"))
        choose.clicked.connect(self._choose)
        none = QPushButton(translate("Assistant", "I have no invite"))
        none.setProperty("kind", "chip")
        none.clicked.connect(lambda: needs.show_settings())
        self.agree = QPushButton(translate("Assistant", "Take this invite over"))
        self.agree.setProperty("kind", "primary")
        self.agree.clicked.connect(self._take_over)
        self.agree.hide()
        self.column.addWidget(
            label(
                "",
                translate(
                    "Assistant",
                    "Your administrator sends an invite: a small file or a link. Drop it here, paste the link, or open "
                    "the file.",
                ),
            )
        )
        self.column.addWidget(self.link)
        row = QHBoxLayout()
        row.addWidget(choose)
        row.addWidget(none)
        row.addStretch()
        self.column.addLayout(row)
        self.column.addWidget(self.told)
        self.column.addWidget(self.agree, 0, Qt.AlignmentFlag.AlignLeft)

    @property
    def title(self) -> str:
        """What stands above it."""
        return translate("Assistant", "Your office")

    @property
    def waiting(self) -> QPushButton | None:
        """An invite waits to be taken over."""
        return self.agree if self.agree.isVisible() else None

    def first(self) -> QWidget | None:
        """The link."""
        return self.link

    def open(self, source: str) -> None:
        """Show what an invite would change, or why it is none."""
        self.agree.hide()
        try:
            self._preview = self.needs.read_invite(source.strip())
        except ValueError as error:
            self.say(str(error), is_trouble=True)
            return
        if not self._preview.changes:
            self.say(translate("Assistant", "Everything is set as this invite says."))
            return
        lines = [translate("Assistant", "This invite sets:"), *self._preview.changes, *self._preview.warnings]
        self.say("\n".join(lines))
        self.agree.show()

    def show_standing(self, standing: Standing) -> None:
        """With an account, one can go on."""
        self.is_done = standing.has_account
        if standing.has_account and not self.told.text():
            self.say(translate("Assistant", "Your office's phone system is set."))

    def _take_over(self) -> None:
        if self._preview is None:
            return
        self.agree.hide()
        try:
            self._preview.take_over()
        except ValueError as error:
            self.say(str(error), is_trouble=True)
            return
        self.say(translate("Assistant", "Done. Go on to sign in."))
        self.changed()

    def _choose(self) -> None:
        kinds = translate("Assistant", "Invites")
        path, _ = QFileDialog.getOpenFileName(
            self, translate("Assistant", "Open the invite"), "", f"{kinds} (*.screenpop)"
        )
        if path:
            self.open(path)


class SignInStep(Step):
    """Who it is."""

    name = "sign_in"

    def __init__(self, needs: AssistantNeeds, changed: Callable[[], None]) -> None:
        """Nobody yet."""
        super().__init__(needs, changed)
        self._waits = False
        self.button = QPushButton(translate("Assistant", "Sign in"))
        self.button.setProperty("kind", "primary")
        self.button.clicked.connect(lambda: needs.cancel_sign_in() if self._waits else needs.sign_in())
        self.column.addWidget(
            label(
                "",
                translate("Assistant", "You sign in on a page of the phone system, in your browser, once in 90 days."),
            )
        )
        self.column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self.told)

    @property
    def title(self) -> str:
        """What stands above it."""
        return translate("Assistant", "Sign in")

    def first(self) -> QWidget | None:
        """The button."""
        return self.button

    def show_standing(self, standing: Standing) -> None:
        """Signed in, one can go on."""
        if self.button.hasFocus() and standing.agent:
            self.window().setFocus()  # a button that is hidden passes the keyboard on to whichever comes next
        self.is_done = bool(standing.agent)
        self._waits = standing.waits_for_browser
        self.button.setVisible(standing.by_person and not self.is_done)
        cancel, begin = translate("Assistant", "Cancel the sign-in"), translate("Assistant", "Sign in")
        self.button.setText(cancel if self._waits else begin)
        if standing.agent:
            self.say(translate("Assistant", "You are signed in as {agent}.").format(agent=standing.agent))
        else:
            text = standing.sign_in or (standing.trouble if not standing.by_person else "")
            self.say(text, is_trouble=not self._waits and bool(text))


class DoneStep(Step):
    """All is set."""

    name = "done"

    def __init__(self, needs: AssistantNeeds, changed: Callable[[], None]) -> None:
        """Nothing is left to do."""
        super().__init__(needs, changed)
        self.is_done = True
        self.column.addWidget(self.told)

    @property
    def title(self) -> str:
        """What stands above it."""
        return translate("Assistant", "All is set")

    def show_standing(self, standing: Standing) -> None:
        """Say whether calls come in by now."""
        if standing.is_live:
            self.say(translate("Assistant", "When your phone rings, a card says who is calling."))
        else:
            self.say(standing.trouble, is_trouble=True)
