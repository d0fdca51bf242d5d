import pytest
from PySide6.QtGui import QColor, QImage

from screenpop.calls.call import CallState, Outcome
from screenpop.desktop.card_style import WIDTH, Look
from screenpop.desktop.gallery import SAMPLES, save_cards, save_sheet
from screenpop.desktop.theme import DARK, LIGHT


def test_every_state_of_a_card_is_there():
    assert {content.state for _, content in SAMPLES.values()} == set(CallState)
    assert {content.outcome for _, content in SAMPLES.values()} == {None, *Outcome}


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_pictures_of_every_card(qapp, tmp_path, scale, colours):
    paths = save_cards(tmp_path / "shots", Look(colours), scale=scale, suffix="-x")
    assert [path.name for path in paths] == [f"card-{name}-x.png" for name in SAMPLES]
    for path in paths:
        picture = QImage(str(path))
        assert picture.width() == (WIDTH + 24) * scale
        assert picture.pixelColor(0, 0).alpha() == 0
        assert picture.pixelColor(round(picture.width() / 2), round(18 * scale)) == QColor(colours.surface)


def test_pictures_are_as_sharp_as_their_scale(qapp, tmp_path):
    """Enlarged, the small picture would differ from the large one by little if that were only enlarged, too."""
    (small, *_), (large, *_) = (save_cards(tmp_path / str(scale), Look(), scale=scale) for scale in (1.0, 2.0))
    one, two = QImage(str(small)), QImage(str(large))
    enlarged = one.scaled(two.size())
    button = range(2 * 220, 2 * 236)
    rows = [(x, y) for x in range(2 * 50, 2 * 80) for y in button]
    assert sum(enlarged.pixelColor(*at) != two.pixelColor(*at) for at in rows) > 60


def test_one_picture_of_them_all(qapp, tmp_path):
    save_sheet(tmp_path / "sheet.png", Look(), scale=2.0, names=("ringing", "unknown", "on-call"))
    picture = QImage(str(tmp_path / "sheet.png"))
    assert picture.width() == 2 * (3 * 36 + 2 * WIDTH)
    assert picture.pixelColor(4, 4) == QColor(LIGHT.window)


def test_a_picture_that_cannot_be_written_is_an_error(qapp, tmp_path):
    with pytest.raises(OSError, match="nowhere"):
        save_sheet(tmp_path / "nowhere" / "sheet.png", Look())
