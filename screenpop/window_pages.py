"""The pages of the main window, each with what it needs of the workplace. The order is that of the navigation."""

from screenpop.desktop.main_contacts import ContactsPage
from screenpop.desktop.main_page import Page
from screenpop.workplace import Workplace


def window_pages(_workplace: Workplace, of_set_up: tuple[Page, ...]) -> tuple[Page, ...]:
    """All that there are; those of the set-up, which outlive a workplace, come last."""
    return (ContactsPage(), *of_set_up)
