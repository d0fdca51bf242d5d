"""How the window looks: its style sheet."""

from screenpop.calls.presence import Presence

from .theme import Colours


def style_sheet(colours: Colours, text_scale: float = 1.0) -> str:
    """The window's style sheet, with its text enlarged by `text_scale`."""
    small, normal, large, name, big = (f"{round(size * text_scale)}px" for size in (12, 13, 14, 15, 16))
    call, call_tint = colours.presence[Presence.ON_CALL]
    ringing, ringing_tint = colours.presence[Presence.RINGING]
    offline, offline_tint = colours.presence[Presence.OFFLINE]
    return f"""
    #window {{ background: {colours.raised}; }}
    #list, #listBody {{ background: {colours.surface}; border: none; }}
    #list {{ border-top: 1px solid {colours.line}; border-bottom: 1px solid {colours.line}; }}
    QLabel {{ color: {colours.text}; font-size: {normal}; background: transparent; }}
    #name {{ font-size: {name}; font-weight: 600; }}
    #presence {{ font-weight: 500; }}
    #heading {{ font-weight: 600; }}
    #title {{ font-size: {large}; font-weight: 500; }}
    #liveTitle {{ font-size: {big}; font-weight: 600; }}
    #detail, #empty {{ color: {colours.muted}; }}
    #when, #status, #timer {{ color: {colours.muted}; font-size: {small}; }}
    #timer {{ font-size: {normal}; }}
    #missed {{ color: {call}; }}
    #count, #pill {{ font-size: {small}; font-weight: 600; border-radius: 12px; padding: 0 12px; }}
    #count, #pill[kind="call"] {{ color: {call}; background: {call_tint}; }}
    #pill[kind="ringing"] {{ color: {ringing}; background: {ringing_tint}; }}
    #banner {{ color: {offline}; background: {offline_tint}; border-radius: 8px; padding: 8px 12px; }}
    #banner[kind="trouble"] {{ color: {call}; background: {call_tint}; }}
    #live {{ background: {colours.surface}; border: 1px solid {colours.line}; border-radius: 12px; }}
    #row {{ border: none; border-bottom: 1px solid {colours.line}; }}
    QPushButton {{
        min-height: 34px; border-radius: 8px; border: 1px solid transparent; padding: 0 14px;
        font-size: {large}; font-weight: 600;
    }}
    QPushButton[kind="primary"] {{ color: {colours.on_primary}; background: {colours.primary}; }}
    QPushButton[kind="plain"] {{ color: {colours.text}; background: {colours.raised}; border-color: {colours.line}; }}
    QPushButton[kind="end"] {{ color: {call}; background: {call_tint}; border-color: {colours.edge(call, call_tint)}; }}
    QPushButton:focus, QToolButton:focus {{ border: 2px solid {colours.accent}; }}
    QPushButton:hover {{ border: 1px solid {colours.muted}; }}
    QToolButton {{ border: 2px solid transparent; border-radius: 8px; background: transparent; padding: 6px; }}
    QToolButton:hover, QToolButton:pressed {{ background: {colours.window}; }}
    QToolButton::menu-indicator {{ image: none; }}
    {menu_style(colours, text_scale)}
    QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
    QScrollBar::handle:vertical {{ background: {colours.line}; border-radius: 4px; min-height: 32px; margin: 1px; }}
    QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
        background: none; height: 0;
    }}
    """


def menu_style(colours: Colours, text_scale: float = 1.0) -> str:
    """The style sheet of the menus that the window and the cards open."""
    return f"""
    QMenu {{
        background: {colours.surface}; color: {colours.text}; border: 1px solid {colours.line}; padding: 4px;
        font-size: {round(13 * text_scale)}px;
    }}
    QMenu::item {{ padding: 6px 24px 6px 12px; border-radius: 6px; }}
    QMenu::item:selected {{ background: {colours.window}; }}
    QMenu::item:disabled {{ color: {colours.faint}; }}
    QMenu::separator {{ height: 1px; background: {colours.line}; margin: 4px 8px; }}
    """
