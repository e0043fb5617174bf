"""Forms of subdistricts, areas, compounds, and guarded times."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
from django import forms
from django.utils.translation import gettext_lazy as _

from signage.content.compound import Compound
from signage.server.console.publishing.build import Guide
from signage.server.console.tree.defaults import (
    contacts_text,
    facilities_text,
    first_guide,
    parse_contacts,
    parse_facilities,
)
from signage.server.console.tree.models import CompoundPage
from signage.sources.times import parse_buildings


class NameForm(forms.Form):
    """A subdistrict or an area."""

    name = forms.CharField(label=_("名称"), max_length=40)
    committee = forms.CharField(label=_("居委会"), max_length=40, required=False, help_text=_("落款用，如 槐安居委会"))

    def __init__(self, *args: Any, with_committee: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if not with_committee:
            del self.fields["committee"]


class CompoundForm(forms.Form):
    """Everything that a compound's feed says of it."""

    name = forms.CharField(label=_("小区名称"), max_length=12, help_text=_("屏幕左上角的名字，如 槐安新苑"))
    code = forms.RegexField(
        r"^[a-z0-9][a-z0-9-]{1,38}\Z",
        label=_("代号"),
        help_text=_("用在屏幕的地址里，定了不能改；小写字母、数字和 -，如 huaian-xinyuan"),
        error_messages={"invalid": _("只能用小写字母、数字和 -，如 huaian-xinyuan")},
    )
    buildings = forms.CharField(label=_("楼栋"), required=False, help_text=_("如 1-9，或 1-6, 8, 12A"))
    committee = forms.CharField(label=_("居委会"), max_length=40, required=False, help_text=_("落款用"))
    property_company = forms.CharField(
        label=_("物业公司"), max_length=40, required=False, help_text=_("停水停电通知的落款，如 和檐物业槐安服务处")
    )
    gate = forms.CharField(label=_("门岗名称"), max_length=20, initial="门卫室")
    gate_phone = forms.CharField(label=_("门岗电话"), max_length=30, required=False)
    motto = forms.CharField(
        label=_("一句话"), max_length=30, required=False, help_text=_("没有通知时屏上显示，如 事事有回应")
    )
    latitude = forms.FloatField(
        label=_("纬度"), min_value=-90, max_value=90, initial=31.22, help_text=_("用来算日出日落")
    )
    longitude = forms.FloatField(label=_("经度"), min_value=-180, max_value=180, initial=121.53)
    public_url = forms.RegexField(
        r"^(https?://[^\s]+/)?\Z",
        label=_("公开网页"),
        max_length=200,
        required=False,
        help_text=_("二维码指向的网址，以 / 结尾；没有就不填"),
        error_messages={"invalid": _("应是以 http:// 或 https:// 开头、以 / 结尾的网址")},
    )
    facilities = forms.CharField(
        label=_("便民设施"),
        required=False,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("一行一种：名称 总数 可借 备注，如 轮椅 2 1"),
    )
    contacts = forms.CharField(
        label=_("常用电话"),
        required=False,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("一行一个：名称 电话 备注，如 门岗 0000-0001"),
    )

    def __init__(self, *args: Any, page: CompoundPage | None = None, **options: Any) -> None:
        self.page = page
        if page is not None:
            about = page.compound
            options["initial"] = {
                **{name: getattr(about, name) for name in self.base_fields if hasattr(about, name)},
                "buildings": ", ".join(about.buildings),
                "code": page.code,
                "facilities": facilities_text(page.guide.facilities),
                "contacts": contacts_text(page.guide.contacts),
            }
        else:
            options.setdefault("initial", {"contacts": contacts_text(first_guide().contacts)})
        super().__init__(*args, **options)
        if page is not None:
            self.fields["code"].disabled = True

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if self.page is None and CompoundPage.objects.filter(code=code).exists():
            raise forms.ValidationError(_("已有小区用了这个代号，请换一个"))
        return code

    def clean_buildings(self) -> tuple[str, ...]:
        text: str = self.cleaned_data["buildings"].replace("，", ",").replace("、", ",")
        if not text.strip():
            return ()
        try:
            names = parse_buildings(text, ())
        except ValueError as error:
            raise forms.ValidationError(_("“%s”里有看不懂的楼号；请写成如 1-9，或 1-6, 8, 12A") % text[:60]) from error
        if any(len(name) > 12 for name in names) or len(names) > 200:
            raise forms.ValidationError(_("楼号最多12个字，最多200栋；请用逗号分开"))
        return names

    def clean_facilities(self) -> Any:
        return _parsed(parse_facilities, self.cleaned_data["facilities"])

    def clean_contacts(self) -> Any:
        return _parsed(parse_contacts, self.cleaned_data["contacts"])

    def about(self, subdistrict: str) -> Compound:
        """The compound as its feed says it."""
        data = self.cleaned_data
        before = self.page.compound if self.page else Compound(id=data["code"], name=data["name"])
        names = (
            "name",
            "buildings",
            "committee",
            "property_company",
            "gate",
            "gate_phone",
            "motto",
            "latitude",
            "longitude",
            "public_url",
        )
        return msgspec.structs.replace(before, subdistrict=subdistrict, **{name: data[name] for name in names})

    def guide(self) -> Guide:
        before = self.page.guide if self.page else first_guide()
        return msgspec.structs.replace(
            before, facilities=self.cleaned_data["facilities"], contacts=self.cleaned_data["contacts"]
        )


def _parsed(parse: Any, text: str) -> Any:
    try:
        return parse(text)
    except ValueError as error:
        raise forms.ValidationError(str(error)) from error


class SetupForm(CompoundForm):
    """The first compound, with what is above it."""

    subdistrict = forms.CharField(label=_("街道"), max_length=40, help_text=_("如 云汀街道"))
    area = forms.CharField(label=_("居民区"), max_length=40, help_text=_("如 槐安居民区"))
    field_order = ("subdistrict", "area", "name", "code", "buildings")


class GuardForm(forms.Form):
    """重保: from when to when, why, and who approves."""

    start = forms.DateTimeField(
        label=_("开始"), widget=forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M")
    )
    end = forms.DateTimeField(label=_("结束"), widget=forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M"))
    reason = forms.CharField(label=_("事由"), max_length=60, help_text=_("如 国庆假期"))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        start, end = data.get("start"), data.get("end")
        if start and end and end <= start:
            self.add_error("end", _("结束必须晚于开始"))
        elif start and end and end - start > dt.timedelta(days=120):
            self.add_error("end", _("最长120天；请核对日期"))
        return data
