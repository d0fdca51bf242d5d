"""The page at the end: whole in itself, and never more than text."""

import re

import pytest

from screenpop.sign_in.page import STALE, Mood, Page

HOSTILE = "<script>alert(1)</script> & \"quotes' ${mood} $heading"


def test_everything_that_is_told_is_text():
    html = Page(Mood.TROUBLE, HOSTILE, HOSTILE, HOSTILE).render().decode()
    assert "<script" not in html
    escaped = "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quotes&#x27; ${mood} $heading"
    assert html.count(escaped) == 4
    assert html.count("<p class") == 2


@pytest.mark.parametrize("page", [STALE, Page(Mood.DONE, "Good", "Very good", "Indeed")])
def test_nothing_comes_from_elsewhere_and_nothing_runs(page):
    html = page.render().decode()
    outside = re.findall(r"""(?:src|href)\s*=\s*["'](?!data:,)|url\(|@import|<script|<iframe|\bon\w+\s*=""", html)
    assert outside == ["url("], "only the mark's own gradient"
    assert 'fill="url(#screen)"' in html


def test_it_knows_light_and_dark_and_is_whole_html():
    html = Page(Mood.DONE, "Good", "Very good").render().decode()
    assert "prefers-color-scheme: dark" in html
    assert html.startswith('<!doctype html>\n<html lang="en">')
    assert '<main class="done">' in html
    assert "$" not in html
