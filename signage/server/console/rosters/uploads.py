"""A sheet that was uploaded: read, shown, and only then kept. Between the two the browser holds it, signed."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
from django.core import signing
from django.utils.translation import gettext as _

from signage.content.base import Record
from signage.content.fault import Fault, Level
from signage.errors import IntakeError, SignageError
from signage.server.console.rosters.turns import Turns, month_in, zone_of
from signage.server.console.tree.models import CompoundPage
from signage.server.intake import take_sheets
from signage.sources.roster import parse_roster
from signage.sources.sheet import MAX_SHEET_BYTES

SALT = "signage.rosters.upload"
LIFE = dt.timedelta(hours=2)
"""How long a preview may lie open before it is kept."""

ENDINGS = (".xlsx", ".csv")


class SheetError(SignageError):
    """A sheet cannot be used; its text says why and the mend."""


class Upload(Record, frozen=True, kw_only=True):
    """What a preview carries: for whom and which month, and from which state on."""

    person: int
    compound: int
    month: str
    mark: str
    file: str
    turns: Turns


def read_sheet(compound: CompoundPage, month: str, name: str, data: bytes) -> tuple[Turns, list[Fault]]:
    """The turns in a sheet of `month`, and its faults in reading. Raises: `SheetError` when it is none of ours."""
    lower = name.lower()
    if lower.endswith(".xls"):
        raise SheetError(_("这是旧版 .xls 表格；请在 Excel 或 WPS 里另存为 .xlsx 再上传"))
    ending = next((each for each in ENDINGS if lower.endswith(each)), "")
    if not ending:
        raise SheetError(_("请上传 .xlsx 或 .csv 表格"))
    if len(data) > MAX_SHEET_BYTES:
        raise SheetError(_("表格太大，最多%d兆；请只留当月的排片表") % (MAX_SHEET_BYTES // 1_000_000))
    if not data:
        raise SheetError(_("文件是空的，请重新选择文件"))
    zone: Any = zone_of(compound.compound)
    try:
        reading = parse_roster(data, f"{month}{ending}", zone, open_book=take_sheets)
    except IntakeError as error:
        raise SheetError(str(error)) from error
    faults = list(reading.faults)
    told = month_in(name)
    if told and told != month:
        words = _("文件名写的是%(told)s，选的月份是%(month)s；请核对") % {"told": told, "month": month}
        faults.append(Fault(file=name, problem=words, level=Level.WARNING))
    try:
        return Turns.of(reading.slots), faults
    except ValueError as error:
        return Turns(), [*faults, Fault(file=name, problem=str(error))]


def pack(upload: Upload) -> str:
    return signing.dumps(msgspec.to_builtins(upload), salt=SALT, compress=True)


def unpack(text: str, person: Any, compound: CompoundPage, month: str) -> Upload:
    """What `pack` gave this person for this month. Raises: `SheetError`."""
    try:
        found = msgspec.convert(signing.loads(text, salt=SALT, max_age=LIFE), Upload)
    except (signing.BadSignature, msgspec.ValidationError) as error:
        raise SheetError(_("预览已经过期，请重新上传")) from error
    if (found.person, found.compound, found.month) != (person.pk, compound.pk, month):
        raise SheetError(_("预览已经过期，请重新上传"))
    return found


def sheet_fault(fault: Fault) -> dict[str, str]:
    """A fault of reading as staff see it: 第5行 时间."""
    place = " ".join(filter(None, (_("第%d行") % fault.line if fault.line else "", fault.field)))
    problem = fault.problem.replace("请核对日期或文件名", "请核对日期，或换一个月份")
    return {"level": fault.level.value, "place": place, "problem": problem}
