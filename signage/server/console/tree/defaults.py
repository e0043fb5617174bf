"""What a new compound begins with: the programme's eight services, to be changed by whoever runs them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from signage.content.guide import Contact, Facility, Service
from signage.server.console.publishing.build import Guide

SERVICES = (
    Service(
        id="reception", name="接待", glyph="接", summary="说说急难愁盼，件件有回音", hours="按排片表", by_roster=True
    ),
    Service(id="guard", name="保安", glyph="安", summary="门岗值守、夜间巡查", hours="24小时", always=True),
    Service(id="wishes", name="微心愿", glyph="愿", summary="把小小的心愿写在卡上", hours="留卡，7日内回复"),
    Service(id="volunteers", name="志愿服务", glyph="志", summary="量力而行，欢迎报名", hours="到门岗报名"),
    Service(id="review", name="点评", glyph="评", summary="对门岗、保洁、维修都请讲", hours="意见卡"),
    Service(id="mutual-aid", name="互助通", glyph="助", summary="陪诊、代取药", hours="先审核再安排"),
    Service(id="fire-station", name="微型消防站", glyph="消", summary="灭火器、防毒面具", hours="24小时", always=True),
    Service(id="lending", name="便民设施", glyph="便", summary="用完请还", hours="登记即借", by_roster=True),
)

CONTACTS = (Contact(name="火警", phone="119"), Contact(name="报警", phone="110"), Contact(name="急救", phone="120"))


def first_guide() -> Guide:
    """The guide of a compound that nobody has described yet."""
    return Guide(services=SERVICES, contacts=CONTACTS)


def facility_id(index: int) -> str:
    return f"facility-{index + 1}"


def parse_facilities(text: str) -> tuple[Facility, ...]:
    """One a line: 名称 总数 可借 备注. Raises: `ValueError` naming the line."""
    found = []
    for number, line in enumerate((line for line in text.splitlines() if line.strip()), 1):
        parts = line.split(maxsplit=3)
        if len(parts) < 3 or not parts[1].isdecimal() or not parts[2].isdecimal():
            raise ValueError(_("第%d行应写成“轮椅 2 1”（名称 总数 可借），后面可加备注") % number)
        if int(parts[2]) > int(parts[1]):
            words = _("第%(line)d行：可借%(free)s件多于总数%(total)s件")
            raise ValueError(words % {"line": number, "free": parts[2], "total": parts[1]})
        if len(parts[0]) > 12 or int(parts[1]) > 999 or len(" ".join(parts[3:])) > 40:
            raise ValueError(_("第%d行：名称最多12个字，数量最多999，备注最多40个字") % number)
        found.append(
            Facility(
                id=facility_id(number - 1),
                name=parts[0],
                total=int(parts[1]),
                free=int(parts[2]),
                note=" ".join(parts[3:]),
            )
        )
    return tuple(found[:60])


def facilities_text(facilities: tuple[Facility, ...]) -> str:
    return "\n".join(
        " ".join(filter(None, (each.name, str(each.total), str(each.free), each.note))) for each in facilities
    )


def parse_contacts(text: str) -> tuple[Contact, ...]:
    """One a line: 名称 电话 备注. Raises: `ValueError` naming the line."""
    found = []
    for number, line in enumerate((line for line in text.splitlines() if line.strip()), 1):
        parts = line.split(maxsplit=2)
        if len(parts) < 2 or len(parts[0]) > 20 or len(parts[1]) > 30 or len(" ".join(parts[2:])) > 40:
            raise ValueError(_("第%d行应写成“门岗 0000-0001”（名称 电话），后面可加备注；名称最多20个字") % number)
        found.append(Contact(name=parts[0], phone=parts[1], note=" ".join(parts[2:])))
    return tuple(found[:40])


def contacts_text(contacts: tuple[Contact, ...]) -> str:
    return "\n".join(" ".join(filter(None, (each.name, each.phone, each.note))) for each in contacts)
