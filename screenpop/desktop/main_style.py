"""How the main window looks: the style sheet that all of its pages share.

Pages name their parts with it: `pageTitle`, `section`, `detail`, `faint`, `hint`; buttons and chips by `kind`.
"""

from .card_style import Look
from .window_style import menu_style


def main_style(look: Look) -> str:
    """The main window's style sheet."""
    colours, px = look.colours, look.px
    end, end_tint = colours.end
    return f"""
    #mainWindow, #pages, PageBody {{ background: {colours.surface}; }}
    #side {{ background: {colours.raised}; border: none; border-right: 1px solid {colours.line}; }}
    QLabel {{ background: transparent; color: {colours.text}; font-size: {px(13)}px; }}
    #name {{ font-size: {px(15)}px; font-weight: 600; }}
    #presence {{ font-weight: 500; }}
    #status {{ color: {colours.muted}; font-size: {px(12)}px; }}
    #pageTitle {{ font-size: {px(20)}px; font-weight: 600; }}
    #section {{ font-size: {px(14)}px; font-weight: 600; }}
    #emptyTitle {{ font-size: {px(16)}px; font-weight: 600; }}
    #detail, #hint {{ color: {colours.muted}; }}
    #fieldTitle {{ font-weight: 500; }}
    #fieldTrouble {{ color: {end}; font-size: {px(12)}px; }}
    #faint {{ color: {colours.faint}; font-size: {px(12)}px; }}
    #banner {{
        color: {colours.text}; background: {colours.line}; border-radius: {px(8)}px; padding: {px(8)}px {px(12)}px;
    }}
    #banner[kind="trouble"] {{ color: {end}; background: {end_tint}; }}
    #foot {{ background: {colours.raised}; border: none; border-top: 1px solid {colours.line}; }}
    {_fields(look)}
    {_buttons(look)}
    {menu_style(colours, look.text_scale)}
    QAbstractItemView {{ background: {colours.surface}; border: none; outline: none; }}
    QScrollArea, #scrolled {{ background: {colours.surface}; border: none; }}
    QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
    QScrollBar::handle:vertical {{ background: {colours.line}; border-radius: 4px; min-height: 32px; margin: 1px; }}
    QScrollBar::handle:vertical:hover {{ background: {colours.faint}; }}
    QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
        background: none; height: 0;
    }}
    QToolTip {{ color: {colours.text}; background: {colours.surface}; border: 1px solid {colours.line}; }}
    """


def _fields(look: Look) -> str:
    colours, px = look.colours, look.px
    return f"""
    QLineEdit, QPlainTextEdit, QDateEdit, QSpinBox, QComboBox {{
        background: {colours.surface}; color: {colours.text}; placeholder-text-color: {colours.faint};
        border: 1px solid {colours.line}; border-radius: {px(8)}px; padding: 0 {px(10)}px; font-size: {px(13)}px;
        min-height: {px(32)}px; selection-background-color: {colours.accent}; selection-color: {colours.surface};
    }}
    QComboBox::drop-down {{ border: none; width: 0; }}
    QPlainTextEdit {{ padding: {px(6)}px {px(8)}px; }}
    QLineEdit:focus, QPlainTextEdit:focus, QDateEdit:focus, QSpinBox:focus, QComboBox:focus {{
        border: 2px solid {colours.accent};
    }}
    QComboBox {{ padding-right: {px(30)}px; }}
    QComboBox::drop-down {{ border: none; width: {px(28)}px; }}
    QComboBox::down-arrow {{ image: none; }}
    QLineEdit#search {{ padding-left: {px(34)}px; font-size: {px(14)}px; min-height: {px(34)}px; }}
    """


def _buttons(look: Look) -> str:
    colours, px = look.colours, look.px
    end, end_tint = colours.end
    return f"""
    QPushButton {{
        min-height: {px(32)}px; border-radius: {px(8)}px; border: 1px solid {colours.line}; padding: 0 {px(12)}px;
        font-size: {px(13)}px; font-weight: 600; color: {colours.text}; background: {colours.raised};
    }}
    QPushButton:hover {{ border-color: {colours.faint}; }}
    QPushButton:pressed {{ background: {colours.line}; }}
    QPushButton:disabled {{ color: {colours.faint}; }}
    QPushButton[kind="primary"] {{
        color: {colours.on_primary}; background: {colours.primary}; border-color: {colours.primary};
    }}
    QPushButton[kind="primary"]:disabled {{
        color: {colours.faint}; background: {colours.raised}; border-color: {colours.line};
    }}
    QPushButton[kind="end"] {{ color: {end}; background: {end_tint}; border-color: {end_tint}; }}
    QPushButton[kind="chip"] {{ color: {colours.muted}; background: transparent; border-radius: {px(16)}px; }}
    QPushButton[kind="chip"]:checked {{
        color: {colours.surface}; background: {colours.accent}; border-color: {colours.accent};
    }}
    QPushButton:focus {{ border: 2px solid {colours.accent}; }}
    QPushButton[kind="chip"]:checked:focus {{ border: 2px solid {colours.text}; }}
    QToolButton {{
        border: 2px solid transparent; border-radius: {px(8)}px; background: transparent; padding: {px(6)}px;
        color: {colours.text}; font-size: {px(13)}px;
    }}
    QToolButton:hover, QToolButton:pressed {{ background: {colours.line}; }}
    QToolButton:focus {{ border-color: {colours.accent}; }}
    QToolButton::menu-indicator {{ image: none; }}
    """
