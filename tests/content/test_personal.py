"""What is personal information in a text, and what only looks like it."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from signage.content.personal import Kind, find_personal, is_card, is_identity

ALLOWED = ("0000-0001", "24小时", "021-6234 5678", "wuye@example.org")
BUILDINGS = tuple(str(n) for n in range(1, 10))


def found(text: str, buildings: tuple[str, ...] = BUILDINGS) -> list[tuple[str, str]]:
    return [(one.kind.value, one.words) for one in find_personal(text, ALLOWED, buildings)]


FOUND = [
    # mobiles
    ("请致电13812345678", "mobile", "13812345678"),
    ("张三 138-1234-5678。", "mobile", "138-1234-5678"),
    ("手机138 1234 5678", "mobile", "138 1234 5678"),
    ("+86 13812345678", "mobile", "+86 13812345678"),
    ("008613812345678", "mobile", "008613812345678"),
    ("联系１３８１２３４５６７８", "mobile", "１３８１２３４５６７８"),
    ("加我幺三八一二三四五六七八", "mobile", "幺三八一二三四五六七八"),
    ("微信同号19912345678", "mobile", "19912345678"),
    # landlines
    ("021-58881234", "landline", "021-58881234"),
    ("（021）58881234", "landline", "（021）58881234"),
    ("02158881234", "landline", "02158881234"),
    ("0512-6888123", "landline", "0512-6888123"),
    ("电话：58881234", "landline", "58881234"),
    ("家里座机5888 1234", "landline", "5888 1234"),
    ("Tel 58881234", "landline", "58881234"),
    # identity cards (all invented; the check digits are right)
    ("身份证11010519491231002X", "identity", "11010519491231002X"),
    ("310101 19900307 1230", "identity", "310101 19900307 1230"),
    ("11010519491231002x。", "identity", "11010519491231002x"),
    ("旧证310101490307123", "identity", "310101490307123"),
    # bank cards
    ("卡号6222021234567890128", "bank", "6222021234567890128"),
    ("4539-1488-0343-6467", "bank", "4539-1488-0343-6467"),
    # plates
    ("沪A·12345", "plate", "沪A·12345"),
    ("车牌沪A12345请挪车", "plate", "沪A12345"),
    ("沪AD12345", "plate", "沪AD12345"),
    ("苏e 5a678", "plate", "苏e 5a678"),
    ("浙B12345D", "plate", "浙B12345D"),
    ("粤Z1234港", "plate", "粤Z1234港"),
    # doors
    ("3号楼502室", "home", "3号楼502室"),
    ("3号楼502", "home", "3号楼502"),
    ("3幢2单元601室漏水", "home", "3幢2单元601室"),
    ("三号楼五零二室", "home", "三号楼五零二室"),
    ("12号301室", "home", "12号301室"),
    ("５号楼１０１室", "home", "５号楼１０１室"),
    ("3号楼甲单元502", "home", "3号楼甲单元502"),
    ("住3-502", "home", "3-502"),
    ("3－502", "home", "3－502"),
    ("9-2-1203室", "home", "9-2-1203"),
    ("301室老人", "home", "301室"),
    ("3号楼1单元-502室", "home", "3号楼1单元-502室"),
    # addresses
    ("huaian.li@example.com", "email", "huaian.li@example.com"),
    ("邮箱:a_b+c@mail.example.com.cn。", "email", "a_b+c@mail.example.com.cn"),
    ("微信号：huaian_li", "chat", "huaian_li"),
    ("加微信huaian2026", "chat", "huaian2026"),
    ("VX: abc-12345", "chat", "abc-12345"),
    ("QQ号123456789", "chat", "123456789"),
]


@pytest.mark.parametrize(("text", "kind", "words"), FOUND)
def test_found(text: str, kind: str, words: str) -> None:
    assert found(text) == [(kind, words)]


NOTHING = [
    # what a notice is full of
    "停水〔2026〕12号",
    "槐安居〔2026〕第103号",
    "2026年12月10日（周四）9:00至16:00",
    "12月10日9:00-16:00",
    "2026-12-07",
    "12-07",
    "12-25日",
    "2026.12.07-2026.12.13",
    "9:00–11:00、14:00–16:00",
    "停车收入48200元，场地收入6300元",
    "合计13812345678元",
    "维修资金余额1,234,567.89元",
    "0.62元/度",
    "1至6号楼",
    "1-6号楼",
    "3号楼前长椅旁",
    "3号楼120户居民",
    "7号楼2026年电梯大修",
    "5号楼9:00起停电",
    "5号楼300米外",
    "2号车库冒烟",
    "拟建48个车位",
    "补助100-300元",
    "第3-105条",
    "限时3-102分钟",
    "气温3-112℃",
    "1-100",
    "比分3-500",
    "型号A3-502B",
    "60岁以上居民，名额80个",
    "阵风7级，24小时内降温12℃",
    "第三季度、第四届业委会",
    "活动室、会议室、3楼活动室",
    "地点：居委会201室",
    "请到社区服务中心二楼205室办理",
    "晴川卫生站102室接种",
    # public numbers
    "拨打110、119、120、96110、12345",
    "燃气热线962777",
    "电话95598",
    "400-820-8820",
    "致电门岗0000-0001",
    "物业 021-62345678",
    "物业电话62345678",
    "物业电话：6234-5678",
    "写信给wuye@example.org",
    "扫码关注微信公众号huaianjuwei",
    "微信群huaian2026",
    "QQ群123456789",
    "用微信支付wechat pay",
    # long numbers that are somebody else's
    "统一社会信用代码91310115MA1K3ABC8X",
    "订单20261207000123456",
    "设备编号310101202613451234",
    "11010519491231002Y",
    "110105194912310021",
    "4111111111111112",
    "1111111111111111",
    "A栋B座",
    "京A区、云A方案",
    "鲁B级防火门",
    "沪A·**345",
    "138****5678",
    "310***********1233",
    "圆周率3.14159265358979",
    "1.3812345678",
    "www.example.org/a@b",
    "",
]


@pytest.mark.parametrize("text", NOTHING)
def test_nothing(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("3号楼502室张三", True),
        ("3号楼502室的王阿姨", True),
        ("3-502（李四）", True),
        ("业主陈先生3号楼502室", True),
        ("住户刘某（3-502）", True),
        ("3号楼502室，老范", True),
        ("3号楼502室漏水", False),
        ("3号楼502室高空抛物", False),
        ("3号楼502室", False),
    ],
)
def test_a_name_beside_a_door(text: str, named: bool) -> None:
    (one,) = find_personal(text, (), BUILDINGS)
    assert one.kind is Kind.HOME
    assert one.name is named


def test_a_bare_door_needs_a_building_of_the_compound() -> None:
    assert found("12-502") == []
    assert found("12-502", ()) == [("home", "12-502")]


def test_several_in_order() -> None:
    text = "沪A·12345车主（13812345678）住3号楼502室"
    assert [kind for kind, _ in found(text)] == ["plate", "mobile", "home"]


def test_one_is_not_found_twice() -> None:
    assert [kind for kind, _ in found("邮箱13812345678@example.com")] == ["email"]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("13812345678", "138******78"),
        ("3号楼502室", "3号****室"),
        ("11010519491231002X", "110***********002X"),
        ("301室", "3**室"),
    ],
)
def test_masked(text: str, masked: str) -> None:
    (one,) = find_personal(text)
    assert one.masked == masked


@given(st.text(max_size=60) | st.text("沪A·0123456789-号楼室元年月日:@.微信 ", max_size=40))
def test_findings_stand_where_they_say(text: str) -> None:
    last = 0
    for one in find_personal(text, (), BUILDINGS):
        assert one.start >= last
        assert text[one.start : one.end] == one.words
        last = one.end
        assert one.words not in one.masked or len(one.words) < 3


def identity(region: str, day: str, order: int) -> str:
    body = f"{region}{day}{order:03d}"
    total = sum(int(digit) * pow(2, 17 - index, 11) for index, digit in enumerate(body))
    return body + "10X98765432"[total % 11]


@given(
    st.sampled_from(["110105", "310101", "440305", "650102"]),
    st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2026, 1, 1)),
    st.integers(0, 999),
    st.sampled_from(["", " ", "：", "（"]),
)
def test_every_identity_card_is_found(region: str, day: dt.date, order: int, before: str) -> None:
    number = identity(region, f"{day:%Y%m%d}", order)
    assert is_identity(number)
    assert [(one.kind, one.words) for one in find_personal(f"身份证{before}{number}。")] == [(Kind.IDENTITY, number)]


@given(st.integers(0, 16), st.integers(1, 9))
def test_a_slip_in_an_identity_card_is_none(place: int, by: int) -> None:
    number = "11010519491231002X"
    slipped = number[:place] + str((int(number[place]) + by) % 10) + number[place + 1 :]
    assert not is_identity(slipped)


@given(st.from_regex(r"62[0-9]{13,16}|4[0-9]{14,17}", fullmatch=True))
def test_every_bank_card_is_found(body: str) -> None:
    assume(len(set(body)) > 3)
    card = next(f"{body}{digit}" for digit in range(10) if is_card(f"{body}{digit}"))
    assert Kind.BANK in {one.kind for one in find_personal(f"卡号 {card}")}


@given(
    st.integers(13_000_000_000, 19_999_999_999),
    st.sampled_from(["", "-", " "]),
    st.text("电话手机，。：请 ", max_size=6),
)
def test_every_mobile_is_found(number: int, mark: str, around: str) -> None:
    digits = str(number)
    written = mark.join((digits[:3], digits[3:7], digits[7:]))
    assert [(one.kind, one.words) for one in find_personal(f"{around}{written}{around}")] == [(Kind.MOBILE, written)]


@given(st.datetimes(), st.integers(1, 9), st.integers(0, 10**7))
def test_dates_times_numbers_and_amounts_are_nobodys(moment: dt.datetime, building: int, amount: int) -> None:
    text = (
        f"{moment:%Y}年{moment:%m}月{moment:%d}日（周四）{moment:%H:%M}至{moment:%H:%M}，{moment:%Y-%m-%d}，"
        f"{building}号楼，停水〔{moment:%Y}〕{amount % 1000}号，{amount}元，{amount:,}元，{amount}.50元"
    )
    assert find_personal(text, (), BUILDINGS) == ()
