import itertools
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QImage, QPainter

from screenpop import resources
from screenpop.calls.presence import Presence
from screenpop.desktop import icons, tray_icon, view

SHAPES = [presence for presence in Presence if presence is not Presence.UNKNOWN]
LIGHT_PANEL, DARK_PANEL = QColor("#F3F4F8"), QColor("#0F1216")


def alphas(image):
    return [[image.pixelColor(x, y).alpha() for x in range(image.width())] for y in range(image.height())]


def contrast(one, other):
    def luminance(colour):
        parts = (colour.redF(), colour.greenF(), colour.blueF())
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("presence", Presence)
@pytest.mark.parametrize("dark", [False, True])
def test_every_presence_has_every_size(qapp, presence, dark):
    icon = tray_icon.tray_icon(presence, dark)
    assert {size.width() for size in icon.availableSizes()} == set(tray_icon.SIZES)
    for size in (16, 22, 24, 32, 48, 64):
        assert icon.pixmap(QSize(size, size), 1.0).width() == size


def test_the_outlines_tell_the_presences_apart_at_16_pixels():
    outlines = {}
    for presence in SHAPES:
        image = QImage(16, 16, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(0)
        tray = tray_icon.tray_image(presence, 16, False)
        outlines[presence] = [[alpha > 127 for alpha in row] for row in alphas(tray)]
    for (one, a), (other, b) in itertools.combinations(outlines.items(), 2):
        differing = sum(
            x != y for row, other_row in zip(a, b, strict=True) for x, y in zip(row, other_row, strict=True)
        )
        assert differing >= 12, f"{one} and {other} differ in {differing} pixels"


@pytest.mark.parametrize("size", tray_icon.SIZES)
@pytest.mark.parametrize("presence", SHAPES)
def test_icons_are_the_same_left_and_right_in_outline(presence, size):
    for row in alphas(tray_icon.tray_image(presence, size, False)):
        assert row == pytest.approx(row[::-1], abs=3)


@pytest.mark.parametrize("size", tray_icon.SIZES)
@pytest.mark.parametrize("presence", [Presence.RINGING, Presence.ON_CALL, Presence.WRAP_UP])
def test_straight_edges_lie_on_whole_pixels(presence, size):
    middle = size // 2
    rows = alphas(tray_icon.tray_image(presence, size, False))
    column = [row[middle] for row in rows]
    assert set(rows[middle]) <= {0, 255}
    assert set(column) <= {0, 255}


@pytest.mark.parametrize("size", tray_icon.SIZES)
def test_the_bar_of_do_not_disturb_and_the_foot_of_the_triangle_are_crisp(size):
    ring = alphas(tray_icon.tray_image(Presence.DND, size, False))
    triangle = alphas(tray_icon.tray_image(Presence.OFFLINE, size, False))
    middle = size // 2
    inside = [row[middle] for row in ring[middle - size // 8 : middle + size // 8]]
    assert set(inside) <= {0, 255}
    foot = max(y for y, row in enumerate(triangle) if any(row))
    assert triangle[foot][middle] == 255


@pytest.mark.parametrize("presence", Presence)
@pytest.mark.parametrize(("dark", "panel"), [(False, LIGHT_PANEL), (True, DARK_PANEL)])
def test_icons_stand_out_from_the_panel_and_their_sign_from_them(presence, dark, panel):
    fill = tray_icon.colour(presence, dark)
    assert contrast(fill, panel) >= 3
    if presence is not Presence.DND:
        assert contrast(fill, QColor("#FFFFFF")) >= 3


@pytest.mark.parametrize("size", tray_icon.SIZES)
def test_missed_calls_put_a_dot_in_the_corner_that_nothing_touches(size):
    plain = tray_icon.tray_image(Presence.ON_CALL, size, False)
    marked = tray_icon.tray_image(Presence.ON_CALL, size, False, missed=True)
    assert plain != marked
    half = size // 2
    assert plain.copy(0, half, half, half) == marked.copy(0, half, half, half)
    below_the_dot = [marked.pixelColor(size - 3, y).alpha() for y in range(half)]
    assert min(below_the_dot[size // 4 :]) < 100


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0])
def test_line_icons_have_the_pixels_of_what_they_are_drawn_on(qapp, ratio):
    made = icons.pixmap("phone-missed", "#B3261E", 16, ratio)
    assert made.width() == round(16 * ratio)
    assert made.deviceIndependentSize().width() == 16
    canvas = QImage(QSize(16, 16) * ratio, QImage.Format.Format_ARGB32_Premultiplied)
    canvas.setDevicePixelRatio(ratio)
    canvas.fill(0)
    painter = QPainter(canvas)
    icons.draw(painter, "phone-missed", "#B3261E", QRect(0, 0, 16, 16))
    painter.end()
    assert canvas == made.toImage()


def test_line_icons_take_the_colour(qapp):
    image = icons.pixmap("handset", "#1A7F4B", 32).toImage()
    opaque = [image.pixelColor(x, y) for x in range(32) for y in range(32) if image.pixelColor(x, y).alpha() == 255]
    assert {colour.name() for colour in opaque} == {"#1a7f4b"}


def test_hanging_up_is_the_handset_turned(qapp):
    assert icons.pixmap("hang-up", "#000000", 32).toImage() != icons.pixmap("handset", "#000000", 32).toImage()


def test_an_icon_that_is_not_there_is_an_error(qapp):
    with pytest.raises(FileNotFoundError):
        icons.pixmap("no-such-icon", "#000000")


def test_every_icon_that_a_call_can_show_is_there(qapp):
    for name in {*view._OUTCOME_ICONS.values(), "phone-incoming", "phone-outgoing", *icons._DRAWN_FROM}:
        assert not icons.pixmap(name, "#000000").isNull()


def test_resources_are_read_from_the_wheels_folder_if_that_is_there(tmp_path, monkeypatch):
    (tmp_path / "_resources").mkdir()
    (tmp_path / "_resources" / "greeting.txt").write_text("bonjour", encoding="utf-8")
    monkeypatch.setattr(resources, "files", lambda _package: Path(tmp_path))
    resources.root.cache_clear()
    assert resources.read_text("greeting.txt") == "bonjour"
    assert resources.read_bytes("greeting.txt") == b"bonjour"
    resources.root.cache_clear()


def test_icons_come_with_their_licence():
    assert "ISC License" in resources.read_text("icons/lucide/LICENSE")
