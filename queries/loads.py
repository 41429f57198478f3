"""Classes of load (mức tải): how much open work a group has, beside the other groups.

The bounds are those of the groups themselves: up to the first quartile light, up to the third
usual, beyond it heavy, and very heavy beyond the third quartile by more than one and a half times
what lies between both (Tukey's fence). Quartiles are values that occur, so every bound is a count.
"""

from collections.abc import Sequence

LOADS = ("LIGHT", "USUAL", "HEAVY", "VERY_HEAVY")
_FENCE = 1.5


def load_bands(open_work: Sequence[int]) -> list[tuple[str, int, int | None, int]]:
    """Each class with its bounds, both counted in, and how many groups are in it; none of none."""
    if not open_work:
        return []
    ranked = sorted(open_work)
    low, high = (ranked[(len(ranked) - 1) * part // 4] for part in (1, 3))
    tops = [low, high, int(high + _FENCE * (high - low)), None]
    found: list[tuple[str, int, int | None, int]] = []
    start = 0
    for name, top in zip(LOADS, tops, strict=True):
        within = sum(start <= count and (top is None or count <= top) for count in ranked)
        found.append((name, start, top, within))
        start = start if top is None else top + 1
    return found
