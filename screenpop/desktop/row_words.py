"""What the rows of the main window say beside names: days as headings, and how long."""

from datetime import date, timedelta

from PySide6.QtCore import QLocale

from screenpop.language import translate

from .view import sentence_case


def day_words(day: date, today: date) -> str:
    """ "Today", "Yesterday", "Monday 23 November", with the year where it is another one."""
    if day == today:
        return translate("Time", "Today")
    if day == today - timedelta(days=1):
        return translate("Time", "Yesterday")
    locale = QLocale()
    weekday = locale.standaloneDayName(day.isoweekday(), QLocale.FormatType.LongFormat)
    month = locale.monthName(day.month, QLocale.FormatType.LongFormat)
    if day.year == today.year:
        words = translate("Time", "{weekday} {day} {month}", "Monday 23 November")
    else:
        words = translate("Time", "{weekday} {day} {month} {year}", "Monday 23 November 2025")
    return sentence_case(words.format(weekday=weekday, day=day.day, month=month, year=day.year))
