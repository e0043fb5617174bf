"""Categories of notices in English. Staff write them in Chinese; one that is not known here stays as it is."""

from __future__ import annotations

from types import MappingProxyType

from signage.playlist.language import Language

CUTS = ("停水", "停电", "停气", "停暖", "停热水", "停梯")
"""What is taken away for a while: said with the buildings, 1至6号楼停水, it needs no title."""

EN_CATEGORIES = MappingProxyType(
    {
        "停水": "Water cut",
        "停电": "Power cut",
        "停气": "Gas cut",
        "停暖": "Heating cut",
        "停热水": "Hot water cut",
        "停梯": "Lift out of service",
        "紧急": "Urgent",
        "通知": "Notice",
        "公示": "Disclosure",
        "征询": "Consultation",
        "会议": "Meeting",
        "接待": "Reception",
        "活动": "Event",
        "消防": "Fire safety",
        "安全": "Safety",
        "防诈骗": "Fraud warning",
        "健康": "Health",
        "招领": "Lost and found",
        "寻物": "Lost item",
        "维修": "Repairs",
        "检修": "Maintenance",
        "施工": "Works",
        "环境": "Environment",
        "垃圾分类": "Waste sorting",
        "停车": "Parking",
        "海报": "Poster",
        "视频": "Video",
        "节假日": "Holiday",
        "演练": "Drill",
        "测试": "Test",
    }
)


def category_words(category: str, language: Language = "zh-Hans") -> str:
    """停水; Water cut."""
    return EN_CATEGORIES.get(category, category) if language == "en" else category
