"""An invented country: its plans as the reader would hand them over, one by one, from a seed.

Every province is of one size (10,000 tasks), so that a larger country has more provinces and not
larger ones: what an anchored question answers stays the same while the graph grows. Within a
province few units and leaders have much work and most have little; two plans of five are the
province's own, the others those of its communes, each of which carries out one of the province's.
"""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

_WORDS: dict[str, list[str]] = tomllib.loads(
    (Path(__file__).parent / "words.toml").read_text(encoding="utf-8")
)
PLANS_OF_PROVINCE = 333
"""Of thirty tasks each."""
COMMUNES_OF_PROVINCE = 7
RESOLUTIONS_OF_PROVINCE = 3
"""Of the government, each carried out by plans of one province."""
_PARTY_RESOLUTIONS = 40
_YEARS, _YEAR_WEIGHTS = (2025, 2026, 2027), (1, 2, 1)
_PROVINCE_LEADERS, _COMMUNE_LEADERS = 5, 4


@dataclass(frozen=True, slots=True)
class Body:
    """Who issues plans: a province or a commune, with its units and leaders."""

    place: str
    province: str | None
    """The province above it; a province has none."""
    units: tuple[str, ...]
    leaders: tuple[tuple[str, str], ...]
    """Name and office."""

    @property
    def issuer(self) -> str:
        """Its committee, as the head of its plans names it."""
        return f"UBND {self.place}"


@dataclass(frozen=True, slots=True)
class Head:
    """The frame of one document: what others need to name it by."""

    kind: str
    number: int
    symbol: str
    issued: date
    title: str

    @property
    def full_symbol(self) -> str:
        """Number and symbol as one."""
        return f"{self.number}{'-' if self.symbol.endswith('TW') else '/'}{self.symbol}"


class Country:
    """Bodies and the heads of their documents; each is made from its own number alone."""

    def __init__(self, seed: int = 7) -> None:
        """The country of this seed."""
        self._seed = seed

    def random(self, *place: str | int) -> Random:
        """The dice of one thing, whatever was thrown for others."""
        return Random("/".join(map(str, (self._seed, *place))))

    def province(self, number: int) -> Body:
        """One province with its departments."""
        kind = pick(self.random("kind", number), _WORDS["province_kinds"])
        place = f"{kind} {_name(number * 2 + 1)}"
        units = tuple(name.replace("tỉnh", kind) for name in _WORDS["province_units"])
        units = tuple(name.replace("Tỉnh", "Thành") if kind != "tỉnh" else name for name in units)
        leaders = self._leaders("province", number, f"UBND {kind}", _PROVINCE_LEADERS)
        return Body(place, None, units, leaders)

    def commune(self, province: int, own: int) -> Body:
        """One commune of a province."""
        number = province * COMMUNES_OF_PROVINCE + own
        kind = _WORDS["commune_kinds"][number % 2]
        units = tuple(name.replace(" xã", f" {kind}") for name in _WORDS["commune_units"])
        leaders = self._leaders("commune", number, f"UBND {kind}", _COMMUNE_LEADERS)
        above = self.province(province).place
        return Body(f"{kind} {_name(number * 2)}", above, units, leaders)

    def issuer_of(self, plan: int) -> Body:
        """Whose plan it is."""
        province, own = divmod(plan, PLANS_OF_PROVINCE)
        if is_provincial(own):
            return self.province(province)
        return self.commune(province, own % COMMUNES_OF_PROVINCE)

    def head_of(self, plan: int) -> Head:
        """The frame of a plan."""
        dice = self.random("head", plan)
        year = dice.choices(_YEARS, _YEAR_WEIGHTS)[0]
        issued = date(year, 1, 1) + timedelta(days=dice.randrange(180))
        verb, what = pick(dice, _WORDS["verbs"]), pick(dice, _WORDS["objects"])
        title = f"{verb} {what} năm {year}"
        return Head("Kế hoạch", plan % PLANS_OF_PROVINCE + 1, "KH-UBND", issued, title)

    def resolution(self, number: int) -> Head:
        """A resolution of the government."""
        dice = self.random("resolution", number)
        issued = date(2023, 1, 1) + timedelta(days=number % 700)
        title = f"Về {pick(dice, _WORDS['objects'])} giai đoạn 2025 - 2030"
        return Head("Nghị quyết", number + 1, "NQ-CP", issued, title)

    def party_resolution(self, number: int) -> Head:
        """A resolution of the party, which the country's papers only cite."""
        own = number % _PARTY_RESOLUTIONS
        title = f"Về phát triển {_WORDS['objects'][own % len(_WORDS['objects'])]}"
        return Head("Nghị quyết", own + 1, "NQ/TW", date(2021, own % 12 + 1, own % 28 + 1), title)

    def _leaders(
        self, level: str, number: int, body: str, count: int
    ) -> tuple[tuple[str, str], ...]:
        dice = self.random("leaders", level, number)
        names: dict[str, None] = {}
        while len(names) < count:
            parts = (pick(dice, _WORDS[part]) for part in ("surnames", "middles", "given"))
            names[" ".join(parts)] = None
        return tuple(
            (name, f"{'Phó ' if at else ''}Chủ tịch {body}") for at, name in enumerate(names)
        )


def is_provincial(own: int) -> bool:
    """Whether a plan, by its place among those of its province, is the province's own."""
    return own % 5 < 2


def carried_out(dice: Random, plan: int) -> int:
    """The plan of its province that a commune's plan carries out: one that came before it."""
    province, own = divmod(plan, PLANS_OF_PROVINCE)
    earlier = [n for n in range(own) if is_provincial(n)]
    return province * PLANS_OF_PROVINCE + dice.choice(earlier)


def pick(dice: Random, among: Sequence[str]) -> str:
    """Any of these."""
    return among[dice.randrange(len(among))]


def often_the_first(dice: Random, among: Sequence[str], count: int) -> list[str]:
    """So many different ones of these: the first is met most, each next one more rarely."""
    weights = [1 / place for place in range(1, len(among) + 1)]
    chosen: dict[str, None] = {}
    while len(chosen) < min(count, len(among)):
        chosen[dice.choices(among, weights)[0]] = None
    return list(chosen)


def words_of(kind: str) -> list[str]:
    """The country's words of one kind."""
    return _WORDS[kind]


def provinces_of(tasks: int) -> Iterator[int]:
    """Enough provinces for so many tasks, and to spare."""
    yield from range(tasks // (PLANS_OF_PROVINCE * 20) + 1)


def _name(number: int) -> str:
    """A name that no other place of the country has: 4,096 of them, then with a number."""
    first, second = _WORDS["first"], _WORDS["second"]
    turn, at = divmod(number, len(first) * len(second))
    mixed = at * 1_237 % (len(first) * len(second))
    name = f"{first[mixed // len(second)]} {second[mixed % len(second)]}"
    return f"{name} {turn + 1}" if turn else name
