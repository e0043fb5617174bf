"""Buildings as people say them: 1至6号楼, 1至3、7号楼, 全小区."""

from __future__ import annotations

from collections.abc import Sequence

from signage.playlist.language import Language


def buildings_words(buildings: Sequence[str], order: Sequence[str], language: Language = "zh-Hans") -> str:
    """1至6号楼, where consecutive in `order`, the compound's own; Buildings 1–6. Empty for the whole compound.

    A building that the compound does not list breaks no run: all are then said one by one.
    """
    names = tuple(dict.fromkeys(buildings))
    if not names:
        return ""
    english = language == "en"
    places = {name: place for place, name in enumerate(order)}
    words = list(names)
    if all(name in places for name in names):
        words = [_run_words(run, english=english) for run in _runs(sorted(names, key=places.__getitem__), places)]
    if not english:
        return "、".join(words) + "号楼"
    return f"{'Building' if len(names) == 1 else 'Buildings'} {', '.join(words)}"


def area_words(buildings: Sequence[str], order: Sequence[str], language: Language = "zh-Hans") -> str:
    """`buildings_words`, or 全小区 (Whole compound) where no building is named."""
    return buildings_words(buildings, order, language) or ("Whole compound" if language == "en" else "全小区")


def _runs(names: Sequence[str], places: dict[str, int]) -> list[list[str]]:
    runs: list[list[str]] = []
    for name in names:
        if runs and places[name] == places[runs[-1][-1]] + 1:
            runs[-1].append(name)
        else:
            runs.append([name])
    return runs


def _run_words(run: Sequence[str], *, english: bool) -> str:
    return run[0] if len(run) == 1 else f"{run[0]}{'–' if english else '至'}{run[-1]}"
