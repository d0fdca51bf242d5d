"""How a card looks: its measures and its style sheet."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from .theme import LIGHT, Colours
from .window_style import menu_style

WIDTH: Final = 384
RADIUS: Final = 14


@dataclass(frozen=True, slots=True)
class Look:
    """What the look of all cards depends on.

    `is_composited` says whether the system blends windows (a shadow and round corners can be translucent then), and
    `moves` whether cards may slide.
    """

    colours: Colours = LIGHT
    text_scale: float = 1.0
    is_composited: bool = True
    moves: bool = True

    @property
    def px(self) -> Callable[[float], int]:
        """A function from a measure of the design to device-independent pixels."""
        return lambda measure: round(measure * self.text_scale)


def card_style(look: Look) -> str:
    """The style sheet of a card."""
    colours, px = look.colours, look.px
    end, end_tint = colours.end
    end_edge = colours.edge(end, end_tint)
    return f"""
    QLabel {{ background: transparent; color: {colours.text}; font-size: {px(13)}px; }}
    #about {{ color: {colours.muted}; font-size: {px(12)}px; }}
    #timer {{ color: {colours.muted}; font-size: {px(12)}px; font-weight: 500; }}
    #cardTitle {{ font-size: {px(20)}px; font-weight: 600; }}
    #cardLine {{ font-size: {px(14)}px; }}
    #cardDetail {{ color: {colours.muted}; }}
    #facts {{ background: {colours.raised}; border-radius: {px(8)}px; }}
    #factLabel {{ color: {colours.faint}; font-size: {px(12)}px; font-weight: 500; }}
    #message {{ border-radius: {px(8)}px; padding: {px(7)}px {px(12)}px; background: {colours.raised}; }}
    #message[kind="trouble"] {{ color: {end}; background: {end_tint}; }}
    QLineEdit {{
        background: {colours.surface}; color: {colours.text}; placeholder-text-color: {colours.faint};
        border: 1px solid {colours.line}; border-radius: {px(8)}px; padding: 0 {px(12)}px; font-size: {px(13)}px;
        selection-background-color: {colours.accent}; selection-color: {colours.surface};
    }}
    QLineEdit:focus {{ border: 2px solid {colours.accent}; padding: 0 {px(12) - 1}px; }}
    QPushButton {{
        border-radius: {px(8)}px; border: 1px solid {colours.line}; padding: 0; font-size: {px(14)}px;
        font-weight: 600; color: {colours.text}; background: {colours.raised};
    }}
    QPushButton:hover {{ border-color: {colours.faint}; }}
    QPushButton:pressed {{ background: {colours.line}; }}
    QPushButton[kind="primary"] {{
        color: {colours.on_primary}; background: {colours.primary}; border-color: {colours.primary};
    }}
    QPushButton[kind="end"] {{ color: {end}; background: {end_tint}; border-color: {end_edge}; }}
    QPushButton[kind="primary"]:hover, QPushButton[kind="end"]:hover {{ border-color: {colours.muted}; }}
    QPushButton:disabled {{ color: {colours.muted}; background: {colours.raised}; border-color: {colours.line}; }}
    QPushButton:focus {{ border: 2px solid {colours.accent}; }}
    QPushButton[kind="bare"] {{ border: none; background: transparent; border-radius: {px(6)}px; }}
    QPushButton[kind="bare"]:hover {{ background: {colours.raised}; }}
    QPushButton[kind="bare"]:focus {{ border: 2px solid {colours.accent}; }}
    {menu_style(colours, look.text_scale)}
    """
