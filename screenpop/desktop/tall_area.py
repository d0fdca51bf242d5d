"""Lists of rows whose text is wrapped, each row as high as its text needs: Qt's layouts go by a guess at the width."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

_MATTERS = (QEvent.Type.LayoutRequest, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.StyleChange)


class TallRow(QWidget):
    """A row with a layout."""

    def event(self, event: QEvent) -> bool:
        """Another width, another text or another font needs another height."""
        done = super().event(event)
        layout = self.layout()
        if event.type() in _MATTERS and layout is not None and layout.hasHeightForWidth():
            self.setMinimumHeight(layout.totalHeightForWidth(self.width()))
        return done


class TallArea(QScrollArea):
    """Scrolls `body` up and down, never sideways."""

    def __init__(self, body: QWidget) -> None:
        """`body` has a layout."""
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        body.setObjectName("scrolled")
        self.setWidget(body)
