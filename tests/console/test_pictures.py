"""Uploads: only our own re-encoding is kept, shown or published, to whoever may see its branch."""

from __future__ import annotations

import hashlib
import io
import json

import pytest
from console.conftest import FILLED, NOW, approve, feed, write
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from signage.server.console.notices.models import Picture
from signage.server.console.notices.pictures import at_hand
from signage.server.console.notices.preview import preview_feed


def photo(width: int = 320, height: int = 240) -> bytes:
    """A phone's photo, with the place where it was taken."""
    image = Image.effect_noise((width, height), 60).convert("RGB")
    exif = Image.Exif()
    exif[0x010F] = "a phone"
    exif.get_ifd(0x8825)[1] = "N"
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", exif=exif, comment=b"secret words")
    return buffer.getvalue()


def upload(tree, notice, data: bytes, name: str = "IMG_0001.JPG", who: str = "editor"):
    file = SimpleUploadedFile(name, data, "image/jpeg")
    return tree.client(who).post(f"/notices/{notice.pk}/pictures/", {"file": file})


def test_a_photo_is_kept_without_what_the_phone_said_of_it(tree, data):
    notice = write(tree)
    told = upload(tree, notice, photo()).json()["pictures"][0]
    kept = (data.media / told["src"].rpartition("/")[2]).read_bytes()
    assert hashlib.sha256(kept).hexdigest() == told["sha256"]
    assert b"secret words" not in kept
    with Image.open(io.BytesIO(kept)) as image:
        assert not dict(image.getexif())
    assert [path.name for path in data.media.iterdir()] == [told["src"].rpartition("/")[2]]


def test_a_picture_comes_with_its_notice_onto_the_glass(tree, settled, data):
    notice = write(tree)
    told = upload(tree, notice, photo()).json()["pictures"][0]
    pictures = json.dumps([{"sha256": told["sha256"], "caption": "水箱"}])
    form = {**FILLED, "revision": notice.latest_revision_id, "pictures": pictures}
    tree.client("editor").post(f"/notices/{notice.pk}/save/", form, headers={"Accept": "application/json"})
    notice.refresh_from_db()
    approve(tree, settled, notice)
    (media,) = feed(tree.compound).media()
    assert (media.sha256, media.alt) == (told["sha256"], "水箱")
    assert (data.feed("huaian") / "media" / media.name).is_file()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        ("x.jpg", b"<html><script>alert(1)</script>"),
        ("x.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40),
        ("x.pdf", b"%PDF-1.7\n"),
        ("x.jpg", b""),
        ("x.gif", b"GIF89a"),
    ],
)
def test_what_is_no_picture_is_refused_in_words_and_nothing_is_kept(tree, data, name, content):
    notice = write(tree)
    answer = upload(tree, notice, content, name)
    assert answer.status_code in (400, 422)
    assert answer.json()["error"]
    assert list(data.media.iterdir()) == []


def test_a_polyglot_leaves_its_second_half_behind(tree, data):
    notice = write(tree)
    told = upload(tree, notice, photo() + b"PK\x03\x04<script>alert(1)</script>").json()["pictures"][0]
    assert b"<script>" not in (data.media / told["src"].rpartition("/")[2]).read_bytes()


@pytest.mark.parametrize("name", ["../../../etc/passwd.jpg", "..\\x.jpg", "\0.jpg", "a" * 300 + ".jpg", ""])
def test_an_uploads_name_decides_nothing(tree, data, name):
    notice = write(tree)
    answer = upload(tree, notice, photo(), name or "x")
    assert answer.status_code == 200
    assert [path.suffix for path in data.media.iterdir()] == [".jpg"]


def test_a_bomb_is_refused(tree):
    buffer = io.BytesIO()
    Image.new("1", (9_000, 9_000)).save(buffer, "PNG")
    answer = upload(tree, write(tree), buffer.getvalue(), "bomb.png")
    assert answer.status_code == 422
    assert "像素" in answer.json()["error"]


def test_pictures_of_another_branch_are_neither_seen_nor_used(tree, data):
    foreign = write(tree, "foreign-editor", tree.foreign)
    told = upload(tree, foreign, photo(), who="foreign-editor").json()["pictures"][0]
    for who, status in (("foreign-editor", 200), ("foreign-approver", 200), ("editor", 404), ("chief", 200)):
        assert tree.client(who).get(told["src"]).status_code == status, who
    notice = write(tree)
    pictures = json.dumps([{"sha256": told["sha256"], "caption": "x"}])
    write_form = {**FILLED, "revision": notice.latest_revision_id, "pictures": pictures}
    tree.client("editor").post(f"/notices/{notice.pk}/save/", write_form, headers={"Accept": "application/json"})
    notice.refresh_from_db()
    assert notice.draft().written.pictures == ()


@pytest.mark.parametrize("name", ["x", "..%2Fsecret.key", "0" * 64 + ".svg", "0" * 64 + ".jpg", "0" * 63 + "g.jpg"])
def test_no_other_file_is_given_out(tree, name):
    assert tree.client("editor").get(f"/pictures/{name}").status_code == 404


def test_a_picture_runs_nothing(tree):
    notice = write(tree)
    told = upload(tree, notice, photo()).json()["pictures"][0]
    answer = tree.client("editor").get(told["src"])
    assert answer.headers["Content-Type"] == "image/jpeg"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("posted", ["[", "{}", "[1]", '[{"sha256": 1}]', "[" * 3000, "null"])
def test_a_crooked_list_of_pictures_is_none(tree, posted):
    notice = write(tree)
    form = {**FILLED, "revision": notice.latest_revision_id, "pictures": posted}
    answer = tree.client("editor").post(f"/notices/{notice.pk}/save/", form, headers={"Accept": "application/json"})
    assert answer.status_code == 200
    notice.refresh_from_db()
    assert notice.draft().written.pictures == ()
    assert not Picture.objects.exists()


def test_pictures_of_a_storage_elsewhere_are_at_hand_for_the_preview(tree, data, tmp_path, monkeypatch):
    from django.core.files.storage import FileSystemStorage, default_storage

    monkeypatch.setattr(default_storage, "_wrapped", FileSystemStorage(tmp_path / "elsewhere"))
    notice = write(tree)
    told = upload(tree, notice, photo()).json()["pictures"][0]
    assert list(data.media.iterdir()) == []
    form = {**FILLED, "revision": notice.latest_revision_id, "pictures": json.dumps([{"sha256": told["sha256"]}])}
    tree.client("editor").post(f"/notices/{notice.pk}/save/", form, headers={"Accept": "application/json"})
    notice.refresh_from_db()
    drawn, _at = preview_feed(tree.compound, notice.draft().written, notice.item_id, NOW)
    kept = at_hand(drawn) / told["src"].rpartition("/")[2]
    assert hashlib.sha256(kept.read_bytes()).hexdigest() == told["sha256"]


def test_a_picture_that_is_gone_everywhere_ends_nothing(tree, data):
    notice = write(tree)
    told = upload(tree, notice, photo()).json()["pictures"][0]
    form = {**FILLED, "revision": notice.latest_revision_id, "pictures": json.dumps([{"sha256": told["sha256"]}])}
    tree.client("editor").post(f"/notices/{notice.pk}/save/", form, headers={"Accept": "application/json"})
    notice.refresh_from_db()
    for path in data.media.iterdir():
        path.unlink()
    drawn, _at = preview_feed(tree.compound, notice.draft().written, notice.item_id, NOW)
    assert at_hand(drawn) == data.media
    assert tree.client("editor").get(told["src"]).status_code == 404


def test_a_branchs_picture_is_seen_below_it_and_not_beside(tree):
    above = write(tree, "area-editor", tree.area)
    told = upload(tree, above, photo(), who="area-editor").json()["pictures"][0]
    for who, status in (("area-editor", 200), ("editor", 200), ("foreign-editor", 404), ("nobody", 404)):
        assert tree.client(who).get(told["src"]).status_code == status, who
