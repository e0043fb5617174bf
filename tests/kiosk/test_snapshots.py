"""Pictures of what was painted."""

from __future__ import annotations

import pytest
import sample
from PySide6.QtGui import QImage

from signage.errors import SettingsError
from signage.kiosk.airtime import Painted
from signage.kiosk.snapshots import Snapshots


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_each_slide_is_saved_once_as_it_was_painted(make_glass, tmp_path):
    folder = tmp_path / "deep" / "pictures"
    glass = make_glass(sample.feed(), snapshots=folder)
    glass.bring("notice", "water")
    picture = glass.picture()
    glass.bring("notice", "water", 1)
    glass.bring("services")
    glass.bring("notice", "water")
    glass.screen.snapshots._pool.submit(lambda: None).result()
    saved = names(folder)
    water = [name for name in saved if "water" in name]
    assert len(water) == 2
    assert water[0].endswith("-notice-water.png")
    assert water[1].endswith("-notice-water-p2.png")
    assert len([name for name in saved if "services" in name]) == 1
    assert glass.screen.snapshots.count == len(saved)
    image = QImage(str(folder / water[0]))
    assert image.convertToFormat(picture.format()) == picture


def test_a_revised_slide_is_saved_again(make_glass, tmp_path):
    glass = make_glass(sample.feed(), snapshots=tmp_path / "p")
    glass.bring("week")
    count = glass.screen.snapshots.count
    before = glass.mark()
    glass.move(sample.at(9, 16))
    glass.wait_painted("week", after=before)
    assert glass.screen.snapshots.count == count + 1


def test_a_name_never_leaves_its_folder(make_glass, tmp_path):
    glass = make_glass(sample.feed())
    shots = Snapshots(tmp_path / "p", glass.window)
    shots.take(Painted("alert", "../../etc/passwd:x y", 0, "k"))
    shots.take(Painted("alert", "…/停水", 2, "k2"))
    shots.close()
    assert names(tmp_path / "p") == ["001-alert-.._.._etc_passwd_x_y.png", "002-alert-_停水-p3.png"]


def test_a_folder_that_cannot_be_made_is_said_at_the_start(make_glass, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="snapshots: cannot be made"):
        Snapshots(tmp_path / "file" / "p", make_glass(sample.feed()).window)


def test_a_picture_that_cannot_be_written_is_said(make_glass, tmp_path, expect_log):
    expect_log("could not be written")
    glass = make_glass(sample.feed())
    shots = Snapshots(tmp_path / "p", glass.window)
    (tmp_path / "p").rmdir()
    shots.take(Painted("week", "", 0, "k"))
    shots.close()
