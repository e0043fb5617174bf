"""A child that a file has taken over, and what the server makes of its replies: nothing that it cannot prove."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import uploads
from uploads import noise, saved

from signage.content.body import Block, Figure, Heading, Paragraph, Span
from signage.content.media import Media
from signage.errors import IntakeError
from signage.server.intake import cage, clean_html, limits, take_docx, take_pdf, take_picture, wire
from signage.server.intake.limits import Limits
from signage.server.intake.proof import prove
from signage.server.intake.refusal import LOSSES, REFUSALS, Loss, Refusal

PLAIN = saved(noise(30, 20), "PNG")
OTHER = saved(noise(20, 30), "PNG")


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Replaces the child by a process that gives a reply of the attacker's."""

    def put(head: wire.Head, *pictures: bytes) -> None:
        code = f"import sys; sys.stdout.buffer.write(bytes.fromhex('{wire.encode(head, pictures).hex()}'))"

        def run(job: str, data: bytes, bounds: Limits) -> wire.Reply:
            return cage.run_program(["-c", code], data, bounds)

        monkeypatch.setattr("signage.server.intake.take.cage.run", run)

    return put


def untidy(text: str) -> tuple[Block, ...]:
    return (Paragraph(spans=(Span(text=text),)),)


def figure(media: Media) -> tuple[Block, ...]:
    return (Figure(media=media),)


def paste(data: bytes) -> tuple[Block, ...]:
    return clean_html(data.decode())


PICTURES = {
    "metadata": saved(noise(30, 20), "JPEG", comment=b"where it was taken"),
    "another file behind it": PLAIN + b"PK\x03\x04",
    "no picture": b"<svg onload=alert(1)>",
    "larger than any glass": saved(noise(4000, 2), "PNG"),
    "a page inside": uploads.png(2, 1, b"", uploads.png_part(b"tEXt", b"a\0<script>")),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_that_is_not_plain(name: str, says: Callable[..., None], expect_log: Callable[..., None]) -> None:
    expect_log("cannot be believed")
    says(wire.Head(), PICTURES[name])
    with pytest.raises(IntakeError) as caught:
        take_picture(PLAIN)
    assert caught.value.reason == "distrusted"


@pytest.mark.parametrize(
    ("take", "head", "pictures"),
    [
        (take_picture, wire.Head(), ()),
        (take_picture, wire.Head(), (PLAIN, OTHER)),
        (take_pdf, wire.Head(), ()),
        (take_pdf, wire.Head(), (PLAIN,) * (limits.MAX_PAGES + 1)),
        (take_docx, wire.Head(), (PLAIN,) * (limits.MAX_PICTURES + 1)),
        (take_docx, wire.Head(blocks=figure(prove(OTHER))), (PLAIN,)),
        (take_docx, wire.Head(blocks=untidy("停\u200b水")), ()),
        (take_docx, wire.Head(letter=wire.Letter(title="停\u202e水")), ()),
        (take_docx, wire.Head(letter=wire.Letter(issuer="物\u0007业")), ()),
        (paste, wire.Head(blocks=untidy("\ue000")), ()),
        (paste, wire.Head(blocks=figure(prove(PLAIN))), (PLAIN,)),
        (paste, wire.Head(blocks=(Heading(text="\u2028"),)), ()),
    ],
)
def test_a_reply_that_does_not_fit(
    take: Callable[[bytes], object],
    head: wire.Head,
    pictures: tuple[bytes, ...],
    says: Callable[..., None],
    expect_log: Callable[..., None],
) -> None:
    expect_log("cannot be believed")
    says(head, *pictures)
    with pytest.raises(IntakeError) as caught:
        take(b"?")
    assert caught.value.reason == "distrusted"


def test_what_fits_is_described_by_its_own_bytes(says: Callable[..., None]) -> None:
    says(wire.Head(), PLAIN)
    taken = take_picture(b"?")
    assert taken.data == PLAIN
    assert taken.media == prove(PLAIN)


def test_every_refusal_has_words_and_a_mend() -> None:
    assert set(REFUSALS) == set(Refusal)
    assert set(LOSSES) == set(Loss)
    for text in REFUSALS.values():
        assert "请" in text
        assert text.format(1, 2, 3)
