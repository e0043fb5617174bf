"""Personal information in a text, found by its form and by its check digits. Pure, and sparing with alarms.

Telephone numbers, door numbers, identity and bank cards, plates, addresses. A false alarm teaches people to look away,
so what has a check digit is held to it, and what a notice is full of (dates, amounts, numbers of documents) is not
taken for a number of somebody's.
"""

from __future__ import annotations

import datetime as dt
import enum
import functools
import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple


class Kind(enum.StrEnum):
    """What a finding looks like."""

    IDENTITY = "identity"
    BANK = "bank"
    MOBILE = "mobile"
    LANDLINE = "landline"
    PLATE = "plate"
    HOME = "home"
    EMAIL = "email"
    CHAT = "chat"


class Found(NamedTuple):
    """One finding: `words` are those of the text, from `start` to `end`. `name`: a name seems to stand beside it."""

    kind: Kind
    words: str
    start: int
    end: int
    name: bool = False

    @property
    def masked(self) -> str:
        """The words as a log may hold them: enough to find them again, too little to use them."""
        head, tail = min(3, len(self.words) // 3), min(4, len(self.words) // 4)
        return f"{self.words[:head]}{'*' * (len(self.words) - head - tail)}{self.words[len(self.words) - tail :]}"


def find_personal(text: str, allowed: Iterable[str] = (), buildings: Iterable[str] = ()) -> tuple[Found, ...]:
    """What in `text` looks like personal information, in order, none within another.

    `allowed`: texts whose telephone numbers and addresses are published on purpose; `buildings`: the compound's, so
    that 3-502 is a door where there is a building 3.
    """
    return _find(text, "\n".join(allowed), frozenset(buildings))


@functools.lru_cache(maxsize=8192)  # a feed is checked again at every change, and most of its texts stay
def _find(text: str, allowed: str, buildings: frozenset[str]) -> tuple[Found, ...]:
    plain = text.translate(_NARROW)
    published = allowed.translate(_NARROW).lower()
    numbers = re.findall(r"\d+", re.sub(r"(?<=\d)[- ](?=\d)", "", published))
    found: list[Found] = []
    for kind, search in _SEARCHES:
        for start, end in search(plain, buildings):
            words = text[start:end]
            if any(one.start < end and start < one.end for one in found):
                continue
            if _is_published(_digits(plain[start:end]), numbers) or (kind is Kind.EMAIL and words.lower() in published):
                continue
            named = kind is Kind.HOME and _has_name_beside(plain, start, end)
            found.append(Found(kind, words, start, end, named))
    return tuple(sorted(found, key=lambda one: one.start))


def _is_published(digits: str, numbers: Iterable[str]) -> bool:
    """With or without its area code."""
    return any(
        digits == number
        or (min(len(digits), len(number)) >= _LOCAL_DIGITS and (digits.endswith(number) or number.endswith(digits)))
        for number in numbers
    )


_LOCAL_DIGITS = 7

_NARROW = {**{ord("０") + n: str(n) for n in range(10)}, **{ord("Ａ") + n: chr(65 + n) for n in range(26)}}
_NARROW.update({ord("ａ") + n: chr(97 + n) for n in range(26)})
_NARROW.update({ord(mark): "-" for mark in "－–—‐‑"})
_NARROW.update({ord("　"): " ", ord("（"): "(", ord("）"): ")", ord("＠"): "@", ord("．"): "."})
"""Full-width forms to plain ones, one character each, so that places stay the same."""

_SPOKEN = {ord(character): str("〇一二三四五六七八九".index(character)) for character in "〇一二三四五六七八九"}
_SPOKEN.update({ord("零"): "0", ord("幺"): "1", ord("两"): "2"})

Search = Callable[[str, frozenset[str]], Iterator[tuple[int, int]]]


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


# Identity cards (GB 11643) and bank cards.

_PROVINCES = frozenset(
    {
        "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43",
        "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82", "83", "91",
    }
)  # fmt: skip
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_IDENTITY = re.compile(r"(?<![\dA-Za-z])\d{6}[- ]?(?:\d{8}[- ]?\d{3}[\dXx]|\d{6}[- ]?\d{3})(?![\dA-Za-z])")
_CARD = re.compile(r"(?<![\d.])[3-6]\d{3}(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?(?![\d.])")


def _identities(text: str, _: frozenset[str]) -> Iterator[tuple[int, int]]:
    for match in _IDENTITY.finditer(text):
        if is_identity(re.sub("[- ]", "", match.group())):
            yield match.span()


def is_identity(number: str) -> bool:
    """Whether `number` is an identity card's: 18 characters with a right check digit (GB 11643-1999), or 15 digits."""
    if number[:2] not in _PROVINCES:
        return False
    if len(number) == 15:
        return number.isdecimal() and _is_day(f"19{number[6:12]}")
    if len(number) != 18 or not number[:17].isdecimal() or not _is_day(number[6:14]):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return "10X98765432"[total % 11] == number[17].upper()


def _is_day(text: str) -> bool:
    try:
        day = dt.date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return False
    return 1900 <= day.year < 2100


def _cards(text: str, _: frozenset[str]) -> Iterator[tuple[int, int]]:
    for match in _CARD.finditer(text):
        if is_card(_digits(match.group())):
            yield match.span()


def is_card(number: str) -> bool:
    """Whether `number` has a bank card's length and check digit (ISO/IEC 7812-1, Luhn)."""
    if not 16 <= len(number) <= 19 or len(set(number)) < 3:
        return False
    total = 0
    for index, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + index % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


# Telephones.

_MOBILE = re.compile(r"(?<![\d.])(?:(?:\+|00)?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?![\d.]?\d|元|号文)")
_CODE = r"0(?:10|2\d|[3-9]\d\d)"
_AREA = re.compile(rf"(?<![\d-])(?:\({_CODE}\)|{_CODE}[- ]?) ?[2-8]\d{{2,3}}[- ]?\d{{4}}(?![\d.]?\d)")
_LOCAL = re.compile(
    r"(?:电话|致电|联系|拨打|热线|座机|来电|咨询|报修|[Tt][Ee][Ll])[^\d，。；,;\n]{0,8}?"
    r"(?P<number>[2-8]\d{2,3}[- ]?\d{4})(?![\d.]?\d|元)"
)
_SPOKEN_RUN = re.compile(r"[〇零一二三四五六七八九幺两]{11,}")


def _mobiles(text: str, _: frozenset[str]) -> Iterator[tuple[int, int]]:
    yield from (match.span() for match in _MOBILE.finditer(text))
    for run in _SPOKEN_RUN.finditer(text):
        for match in _MOBILE.finditer(run.group().translate(_SPOKEN)):
            yield run.start() + match.start(), run.start() + match.end()


def _landlines(text: str, _: frozenset[str]) -> Iterator[tuple[int, int]]:
    yield from (match.span() for match in _AREA.finditer(text))
    yield from (match.span("number") for match in _LOCAL.finditer(text))


# Plates (GA 36): seven characters, eight of an electric car's.

_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][·•・. -]?"
    r"(?P<number>[DF][A-HJ-NP-Z0-9]\d{4}|\d{5}[DF]|[A-HJ-NP-Z0-9]{4}[A-HJ-NP-Z0-9挂学警港澳])(?![A-Z0-9])",
    re.IGNORECASE,
)
_PLATE_DIGITS = 3
"""A plate has at most two letters behind the first."""


def _plates(text: str, _: frozenset[str]) -> Iterator[tuple[int, int]]:
    for match in _PLATE.finditer(text):
        if len(_digits(match.group("number"))) >= _PLATE_DIGITS:
            yield match.span()


# Doors.

_BUILDING = r"(?:\d{1,3}[A-Za-z]?|[一二三四五六七八九十]{1,3})"
_STAIR = r"(?:(?:\d{1,2}|[甲乙丙丁一二三四五六七八九])(?:单元|门)|-\d{1,2}-)?"
_ROOM_NUMBER = r"(?:\d{3,4}[A-Za-z]?|[〇零一二三四五六七八九]{3,4})"
_NO_ROOM = r"(?![\d.:：~-]|[年月日元人户个份块米平度级时分]|平方)"
_DOOR = re.compile(
    rf"{_BUILDING}(?:号楼|幢|栋|号) ?{_STAIR}[ -]?{_ROOM_NUMBER} ?(?:室|房)(?!内|外环)"
    rf"|{_BUILDING}(?:号楼|幢|栋) ?{_STAIR}[ -]?[1-9]\d{{2,3}}{_NO_ROOM}"
)
_ROOM = re.compile(r"(?<![\d.:-])[1-9]\d{2,3} ?室")
_PUBLIC = re.compile(
    r"(?:居委|街道|中心|活动|服务|办公|会议|党群|卫生|医院|学校|大厦|广场|大楼|派出所|法院|业委会|物业|公司|接待|门卫|教|地点|地址)"
    r"[^，。；,;\n]{0,10}$"
)
"""Before a room's number: an office, where residents are to go."""

_NEAR = 20

_SHORT = re.compile(
    r"(?<![\d.:/~A-Za-z第〔\[-])(?P<building>\d{1,3})-(?:\d{1,2}-)?(?P<room>\d{3,4})(?![\d.:/~-]|[A-Za-z%‰℃]|"
    r" ?[年月日元人户个份块米平度级时分页张次名天岁万千百斤吨号期项条件])"
)
_MOST_FLOORS, _MOST_ROOMS = 40, 16


_NUMBER_OF_A_ROOM = re.compile(r"[\d〇零一二三四五六七八九]{3}")


def _homes(text: str, buildings: frozenset[str]) -> Iterator[tuple[int, int]]:
    if not _NUMBER_OF_A_ROOM.search(text):
        return
    for match in _DOOR.finditer(text):
        yield match.span()
    for match in _ROOM.finditer(text):
        if not _PUBLIC.search(text[max(0, match.start() - _NEAR) : match.start()]):
            yield match.span()
    for match in _SHORT.finditer(text):
        floor, room = int(match.group("room")[:-2]), int(match.group("room")[-2:])
        known = match.group("building") in buildings if buildings else True
        if known and 1 <= floor <= _MOST_FLOORS and 1 <= room <= _MOST_ROOMS:
            yield match.span()


_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪"
    "廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文殷颜庄施樊翁葛柏苗骆纪闻许"
)
_TITLES = "先生|女士|小姐|阿姨|叔叔|大爷|大妈|爷爷|奶奶|伯伯|老师|师傅|同志|医生|某"
_ROLES = "(?:的|住户|居民|业主|户主|租户|独居老人|老人|家|,|，|、|:|：|\\(|\\)| |\t){0,3}"
_END = r"(?=[，。；、,;!！?？:：()\s]|$|先生|女士|阿姨|的|家|已|请|在|和|与|及|从|将|被)"
_NAME = rf"(?:[{_SURNAMES}](?:{_TITLES}|[\u4e00-\u9fff]{{1,2}}{_END})|(?:老|小)[{_SURNAMES}]{_END})"
_NAME_AFTER = re.compile(_ROLES + _NAME)
_NAME_BEFORE = re.compile(
    rf"(?:^|[，。；、,;:：()\s]|业主|住户|居民|户主)[{_SURNAMES}](?:{_TITLES}|[\u4e00-\u9fff]{{1,2}}){_ROLES}住?$"
)


def _has_name_beside(text: str, start: int, end: int) -> bool:
    return bool(_NAME_AFTER.match(text[end:]) or _NAME_BEFORE.search(text[max(0, start - _NEAR) : start]))


# Addresses.

_EMAIL = re.compile(r"(?<![\w.+-])[A-Za-z0-9][\w.+-]{0,63}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,12}", re.ASCII)
_CHAT = re.compile(
    r"(?<!公众)(?:加?微信|薇信|威信|wechat|weixin|\bV信|\bVX|\bWX)(?!群|公众|支付|小程序|视频)(?:号|帐号|账号|ID)?"
    r"(?:是|为)?[:： ]{0,3}(?P<id>[A-Za-z][A-Za-z0-9_-]{5,19})(?![A-Za-z0-9_-])",
    re.IGNORECASE,
)
_QQ = re.compile(r"(?:QQ|扣扣)(?!群|邮箱)(?:号|号码)?(?:是|为)?[:： ]{0,3}(?P<id>[1-9]\d{4,10})(?!\d)", re.IGNORECASE)


def _emails(text: str, _: frozenset[str]) -> Iterator[tuple[int, int]]:
    yield from (match.span() for match in _EMAIL.finditer(text))


def _chats(text: str, _: frozenset[str]) -> Iterator[tuple[int, int]]:
    for pattern in (_CHAT, _QQ):
        yield from (match.span("id") for match in pattern.finditer(text))


_SEARCHES: tuple[tuple[Kind, Search], ...] = (
    (Kind.EMAIL, _emails),
    (Kind.IDENTITY, _identities),
    (Kind.BANK, _cards),
    (Kind.MOBILE, _mobiles),
    (Kind.LANDLINE, _landlines),
    (Kind.PLATE, _plates),
    (Kind.HOME, _homes),
    (Kind.CHAT, _chats),
)
"""The more certain first: what one has taken is not looked at again."""
