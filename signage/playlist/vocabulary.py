"""The programme's own words in English: who takes turns, what the gatehouse offers and lends, whom to call, what is
warned of.

Staff write them in Chinese, and every compound means the same by them. What is not known here is content, and stays as
it is written.
"""

from __future__ import annotations

from types import MappingProxyType

from signage.playlist.language import Language

EN_ORGANISATIONS = MappingProxyType(
    {
        "党总支": "Party branch",
        "党支部": "Party branch",
        "居民区党总支": "Party branch",
        "居委会": "Residents' committee",
        "居民委员会": "Residents' committee",
        "业委会": "Owners' committee",
        "业主委员会": "Owners' committee",
        "物业": "Property company",
        "物业公司": "Property company",
        "志愿者": "Volunteers",
        "志愿者队": "Volunteers",
        "社区单位": "Local partners",
        "人大代表": "Deputies",
        "政协委员": "Advisers",
        "楼组长": "Building stewards",
        "社区民警": "Community police",
        "社区医生": "Community doctor",
        "社区律师": "Community lawyer",
        "卫生站": "Health station",
        "社区卫生服务中心": "Health centre",
        "派出所": "Police station",
        "门岗": "Gatehouse",
        "当班人员": "Whoever is on duty",
        "1+3+X 轮流当班": "1+3+X in turn",
    }
)
"""1+3+X, and who else sits at a gatehouse."""

EN_PLACES = MappingProxyType(
    {
        "门卫室": "Gatehouse",
        "门卫": "Gatehouse",
        "接待桌": "Reception desk",
        "门卫室接待桌": "Gatehouse desk",
        "门卫室窗口": "Gatehouse window",
        "门卫室旁": "Beside the gatehouse",
        "门卫室心愿墙": "Gatehouse, wish wall",
        "活动室": "Activity room",
        "公告墙": "Notice wall",
    }
)

EN_SERVICES = MappingProxyType(
    {
        "接待": "Reception",
        "保安": "Security",
        "微心愿": "Wishes",
        "志愿服务": "Volunteers",
        "点评": "Feedback",
        "互助通": "Mutual aid",
        "微型消防站": "Fire post",
        "便民设施": "Lending",
        "便民服务设施": "Lending",
    }
)
"""The eight services 八大功能."""

EN_HOURS = MappingProxyType(
    {
        "24小时": "24 hours",
        "全天": "All day",
        "按排片表": "By the duty roster",
        "登记即借": "Sign and borrow",
        "24小时有人": "Always staffed",
    }
)

EN_FACILITIES = MappingProxyType(
    {
        "轮椅": "Wheelchair",
        "小推车": "Trolley",
        "手推车": "Trolley",
        "急救包": "First-aid kit",
        "急救箱": "First-aid kit",
        "雨伞": "Umbrella",
        "工具箱": "Toolbox",
        "打气筒": "Bicycle pump",
        "充电宝": "Power bank",
        "老花镜": "Reading glasses",
        "针线包": "Sewing kit",
        "血压计": "Blood pressure monitor",
        "拐杖": "Walking stick",
        "微波炉": "Microwave oven",
    }
)

EN_CONTACTS = MappingProxyType(
    {
        "报警": "Police",
        "火警": "Fire",
        "急救": "Ambulance",
        "交通事故": "Traffic accidents",
        "反诈": "Anti-fraud line",
        "反诈专线": "Anti-fraud line",
        "反诈中心": "Anti-fraud line",
        "市民热线": "Citizens' hotline",
        "物业报修": "Property repairs",
        "报修": "Repairs",
        "供水热线": "Water company",
        "供电热线": "Power company",
        "燃气热线": "Gas company",
        "燃气抢修": "Gas emergency",
    }
)

EN_ALERTS = MappingProxyType(
    {
        "雷电": "Lightning",
        "雷暴": "Thunderstorm",
        "暴雨": "Rainstorm",
        "大风": "Gale",
        "干旱": "Drought",
        "台风": "Typhoon",
        "高温": "Heat",
        "道路结冰": "Icy roads",
        "大雾": "Fog",
        "寒潮": "Cold wave",
        "低温": "Low temperature",
        "冰雹": "Hail",
        "霜冻": "Frost",
        "霾": "Haze",
        "沙尘暴": "Sandstorm",
        "暴雪": "Snowstorm",
        "火情": "Fire",
        "火灾": "Fire",
        "燃气泄漏": "Gas leak",
    }
)
"""The usual official signals, and what a compound itself reminds of."""

EN_WORDS = MappingProxyType(
    {
        **EN_ORGANISATIONS,
        **EN_PLACES,
        **EN_SERVICES,
        **EN_HOURS,
        **EN_FACILITIES,
        **EN_CONTACTS,
        **EN_ALERTS,
    }
)


def known_words(words: str, language: Language = "zh-Hans") -> str:
    """业委会; Owners' committee. Several are said one by one: 居委会、业委会, Residents' committee, Owners' committee.

    As it is written where any of it is not known.
    """
    if language != "en" or not words:
        return words
    parts = [EN_WORDS.get(part.strip().removesuffix("预警")) for part in words.split("、")]
    return ", ".join(part for part in parts if part is not None) if None not in parts else words


def known_glyph(glyph: str, name: str, language: Language = "zh-Hans") -> str:
    """The one sign that stands for `name`: `glyph`, or the first letter of a name that is known in English."""
    said = known_words(name, language)
    return glyph if said == name else said[0]
