"""The form of one turn, and that of a sheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Set
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from signage.content.check import LONGEST_TURN
from signage.content.duty import DutySlot, Group
from signage.playlist.duty import local_day
from signage.server.console.rosters.turns import first_of, month_of
from signage.sources.rostertext import LONGEST_NIGHT, group_of, people_in, replaced
from signage.sources.times import local, tidy

MAX_WORDS = 20


def _words(label: Any, *, required: bool = False, hint: Any = "", known: str = "") -> forms.CharField:
    attrs = {"list": known, "autocomplete": "off"} if known else {"autocomplete": "off"}
    return forms.CharField(
        label=label, max_length=MAX_WORDS, required=required, help_text=hint, widget=forms.TextInput(attrs)
    )


class TurnForm(forms.Form):
    """One person's turn, or with `both` the morning's and the afternoon's."""

    day = forms.DateField(label=gettext_lazy("日期"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    start = forms.TimeField(label=gettext_lazy("从"), widget=forms.TimeInput({"type": "time"}, format="%H:%M"))
    end = forms.TimeField(label=gettext_lazy("到"), widget=forms.TimeInput({"type": "time"}, format="%H:%M"))
    person = _words(
        gettext_lazy("姓名"), required=True, hint=gettext_lazy("按屏上的写法；可用化名，如 志愿者小棠"), known="people"
    )
    organisation = _words(
        gettext_lazy("单位"), required=True, hint=gettext_lazy("如 党总支、居委会、志愿者"), known="organisations"
    )
    group = forms.ChoiceField(
        label="1+3+X",
        required=False,
        choices=[
            ("", gettext_lazy("按单位自动")),
            ("1", gettext_lazy("1 党总支")),
            ("3", gettext_lazy("3 居委会、业委会、物业")),
            ("X", gettext_lazy("X 志愿者、单位、代表")),
        ],
    )
    topic = _words(gettext_lazy("事项"), hint=gettext_lazy("如 急难愁盼"))
    place = _words(gettext_lazy("地点"), hint=gettext_lazy("不填就是门卫室"))
    replaces = _words(gettext_lazy("顶替谁"), hint=gettext_lazy("换班时填原来的人，屏上会注明"))
    special = forms.BooleanField(label=gettext_lazy("特别接待（如人大代表），提前预告"), required=False)
    consent = forms.BooleanField(label=gettext_lazy("本人同意公示这个名字，或者填的是化名"), required=False)

    def __init__(self, *args: Any, month: str, zone: dt.tzinfo, known: Set[str] = frozenset(), **options: Any) -> None:
        """`known` are names whose people have consented already: they stand in a roster here."""
        super().__init__(*args, **options)
        self._month, self._zone, self._known = month, zone, known
        self.slot: DutySlot | None = None
        first = first_of(month)
        last = first_of(month_of(first, 1)) - dt.timedelta(days=1)
        self.fields["day"].widget.attrs.update({"min": first.isoformat(), "max": last.isoformat()})

    def clean_day(self) -> dt.date:
        day: dt.date = self.cleaned_data["day"]
        if month_of(day) != self._month:
            raise forms.ValidationError(_("这一天不在这个月里"))
        return day

    def clean_person(self) -> str:
        names = people_in(tidy(self.cleaned_data["person"]))
        if len(names) != 1:
            raise forms.ValidationError(_("一班填一个人；几个人一起当班请分别添加"))
        return names[0][:MAX_WORDS]

    def clean_organisation(self) -> str:
        return _plain(self.cleaned_data["organisation"], required=True)

    def clean_topic(self) -> str:
        return _plain(self.cleaned_data["topic"])

    def clean_place(self) -> str:
        return _plain(self.cleaned_data["place"])

    def clean_replaces(self) -> str:
        return replaced(_plain(self.cleaned_data["replaces"]))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("person") and not data.get("consent") and data["person"] not in self._known:
            self.add_error("consent", _("公示姓名要本人同意；不同意就请填化名"))
        if not self.errors:
            self._make(data)
        return data

    def _make(self, data: dict[str, Any]) -> None:
        start, end = (data[name].replace(second=0, microsecond=0) for name in ("start", "end"))
        last = data["day"] if end > start else data["day"] + dt.timedelta(days=1)
        begins, ends = dt.datetime.combine(data["day"], start), dt.datetime.combine(last, end)
        if ends - begins > (LONGEST_NIGHT if last != data["day"] else LONGEST_TURN):
            self.add_error("end", _("结束早于开始，或者一班太长；请核对时间"))
            return
        try:
            zone = self._zone if isinstance(self._zone, ZoneInfo) else ZoneInfo("Asia/Shanghai")
            moments = local(begins, zone), local(ends, zone)
        except ValueError as error:
            self.add_error("start", str(error))
            return
        self.slot = DutySlot(
            start=moments[0],
            end=moments[1],
            group=Group(data["group"]) if data["group"] else group_of(data["organisation"]),
            special=data["special"],
            **{name: data[name] for name in ("person", "organisation", "topic", "place", "replaces")},
        )


def initial_of(slot: DutySlot, zone: dt.tzinfo) -> dict[str, Any]:
    """What the form of an existing turn begins with."""
    start, end = slot.start.astimezone(zone), slot.end.astimezone(zone)
    return {
        "day": local_day(slot.start, zone),
        "start": start.time(),
        "end": end.time(),
        "group": slot.group.value,
        **{name: getattr(slot, name) for name in ("person", "organisation", "topic", "place", "replaces", "special")},
        "consent": True,
    }


def _plain(text: str, *, required: bool = False) -> str:
    """As a sheet's cell would be read: half-width digits and signs, single spaces."""
    plain = " ".join(tidy(text).split())
    if required and not plain:
        raise forms.ValidationError(_("请填写"))
    if len(plain) > MAX_WORDS or not plain.isprintable():
        raise forms.ValidationError(_("最多%d个字，不能有特殊符号") % MAX_WORDS)
    return plain
