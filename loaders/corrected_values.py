"""What can be corrected of each part: how a value is read from a person's words, and shown."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from graph_schema.corrections import Part
from graph_schema.errors import NotCorrected
from graph_schema.model import (
    Frame,
    OverseerMention,
    Quote,
    ReportDuty,
    Target,
    Task,
    UnitMention,
)
from graph_schema.periods import Period
from graph_schema.vietnamese import compare_key, normal
from loaders.offices import NO_OFFICE, split_offices
from loaders.said_values import (
    mention_leader,
    read_date,
    read_number,
    read_period,
    read_recurrence,
    shown_number,
)
from loaders.unit_lists import is_collective

T = TypeVar("T")
M = TypeVar("M", UnitMention, OverseerMention)
Values = Sequence[str]
_YES = {"true": True, "có": True, "false": False, "không": False}
_OPERATORS = ("=", ">=", "<=")


@dataclass(frozen=True, slots=True)
class Field(Generic[T]):
    """One value of a part: as words, and set from words that a quote stands for."""

    shown: Callable[[T], tuple[str, ...]]
    put: Callable[[T, Values, Quote], T]


def _words(text: str | None) -> tuple[str, ...]:
    return () if text is None else (text,)


def _one(values: Values) -> str | None:
    if len(values) > 1:
        raise NotCorrected("Trường này chỉ nhận một giá trị. (One value is wanted.)", "value")
    text = normal(values[0]).strip() if values else ""
    return text or None


def _required(values: Values) -> str:
    found = _one(values)
    if found is None:
        raise NotCorrected("Trường này không được để trống. (A value is wanted.)", "value")
    return found


def _period(values: Values) -> Period | None:
    text = _one(values)
    return read_period(text) if text else None


def _code(period: Period | None) -> tuple[str, ...]:
    return () if period is None else (period.code,)


def _date(values: Values) -> Period | None:
    text = _one(values)
    return read_date(text) if text else None


def _recurrence(values: Values) -> str | None:
    text = _one(values)
    return read_recurrence(text) if text else None


def _number(values: Values) -> float | None:
    text = _one(values)
    return read_number(text) if text else None


def _shown_number(value: float | None) -> tuple[str, ...]:
    return () if value is None else (shown_number(value),)


def _flag(values: Values) -> bool:
    text = _required(values).lower()
    if text not in _YES:
        raise NotCorrected(f"“{text[:80]}” phải là true hoặc false. (true or false.)", "value")
    return _YES[text]


def _operator(values: Values) -> str:
    text = _required(values)
    if text not in _OPERATORS:
        raise NotCorrected(f"“{text[:80]}” phải là =, >= hoặc <=. (=, >= or <=.)", "value")
    return text


def mention_units(values: Values, quote: Quote) -> tuple[UnitMention, ...]:
    """Units as a person names them."""
    names = [normal(value).strip() for value in values]
    return tuple(UnitMention(name, is_collective(name), quote) for name in names if name)


def _listed(values: Values) -> Values:
    """Each name for itself: no name of a unit or a person holds a semicolon."""
    return [name for value in values for name in value.split(";")]


def _units(
    values: Values, quote: Quote, now: Sequence[UnitMention] = ()
) -> tuple[UnitMention, ...]:
    printed = {compare_key(one.name): one for one in reversed(now)}
    said = mention_units(_listed(values), quote)
    return tuple(_as_printed(one, printed.get(compare_key(one.name))) for one in said)


def _as_printed(said: M, printed: M | None) -> M:
    """Whom the document names already keeps its words; a person is now sure of them."""
    if printed is None:
        return said
    return replace(printed, quote=replace(printed.quote, confidence=1.0))


def _names(units: Sequence[UnitMention]) -> tuple[str, ...]:
    return tuple(unit.name for unit in units)


def _leaders(
    values: Values, quote: Quote, now: Sequence[OverseerMention]
) -> tuple[OverseerMention, ...]:
    shown = zip(_shown_leaders(now), now, strict=True)
    printed = {compare_key(words): one for words, one in shown}
    given = [value for value in _listed(values) if value.strip()]
    return tuple(
        _as_printed(mention_leader(value, quote), printed.get(compare_key(normal(value).strip())))
        for value in given
    )


def _shown_leaders(overseers: Sequence[OverseerMention]) -> tuple[str, ...]:
    return tuple(
        ", ".join(part for part in (who.name, who.position, who.unit) if part) for who in overseers
    )


def _owners(target: Target, values: Values, quote: Quote) -> Target:
    """Units, and people by name and office ("Nguyễn Văn A, Chủ tịch UBND xã")."""
    stand = {compare_key(words) for words in _shown_leaders(target.answerable)}
    units: list[str] = []
    people: list[str] = []
    for value in _listed(values):
        is_person = compare_key(value) in stand or _is_person(value)
        (people if is_person else units).append(value)
    return replace(
        target,
        owners=_units(units, quote, target.owners),
        answerable=_leaders(people, quote, target.answerable),
    )


def _is_person(value: str) -> bool:
    office = split_offices(value.partition(",")[2])
    return bool(office) and office[0].rank != NO_OFFICE


def _body(values: Values, quote: Quote) -> UnitMention | None:
    text = _one(values)
    return mention_units([text], quote)[0] if text else None


_TASK: Mapping[str, Field[Task]] = {
    "text": Field(lambda t: (t.text,), lambda t, v, q: replace(t, text=_required(v))),
    "due": Field(
        lambda t: _code(t.due), lambda t, v, q: replace(t, due=_period(v), due_quote=None)
    ),
    "recurs": Field(
        lambda t: _words(t.recurs),
        lambda t, v, q: replace(t, recurs=_recurrence(v), recurs_quote=None),
    ),
    "routine": Field(
        lambda t: (str(t.routine).lower(),), lambda t, v, q: replace(t, routine=_flag(v))
    ),
    "lead": Field(lambda t: _names(t.lead), lambda t, v, q: replace(t, lead=_units(v, q, t.lead))),
    "execute": Field(
        lambda t: _names(t.execute), lambda t, v, q: replace(t, execute=_units(v, q, t.execute))
    ),
    "support": Field(
        lambda t: _names(t.support), lambda t, v, q: replace(t, support=_units(v, q, t.support))
    ),
    "overseers": Field(
        lambda t: _shown_leaders(t.overseers),
        lambda t, v, q: replace(t, overseers=_leaders(v, q, t.overseers)),
    ),
}

_TARGET: Mapping[str, Field[Target]] = {
    "metric": Field(lambda t: (t.metric,), lambda t, v, q: replace(t, metric=_required(v))),
    "op": Field(lambda t: (t.op,), lambda t, v, q: replace(t, op=_operator(v))),
    "value": Field(lambda t: _shown_number(t.value), lambda t, v, q: replace(t, value=_number(v))),
    "valueMax": Field(
        lambda t: _shown_number(t.value_max), lambda t, v, q: replace(t, value_max=_number(v))
    ),
    "unitOfMeasure": Field(lambda t: _words(t.unit), lambda t, v, q: replace(t, unit=_one(v))),
    "due": Field(
        lambda t: _code(t.due), lambda t, v, q: replace(t, due=_period(v), due_quote=None)
    ),
    "recurs": Field(lambda t: _words(t.recurs), lambda t, v, q: replace(t, recurs=_recurrence(v))),
    "owners": Field(
        lambda t: (*_names(t.owners), *_shown_leaders(t.answerable)),
        _owners,
    ),
}

_REPORT: Mapping[str, Field[ReportDuty]] = {
    "by": Field(
        lambda r: _names([r.by] if r.by else []), lambda r, v, q: replace(r, by=_body(v, q))
    ),
    "to": Field(
        lambda r: _names([r.to] if r.to else []), lambda r, v, q: replace(r, to=_body(v, q))
    ),
    "via": Field(
        lambda r: _names([r.via] if r.via else []), lambda r, v, q: replace(r, via=_body(v, q))
    ),
    "recurs": Field(lambda r: _words(r.recurs), lambda r, v, q: replace(r, recurs=_recurrence(v))),
    "due": Field(lambda r: _code(r.due), lambda r, v, q: replace(r, due=_period(v))),
}


def _whole(values: Values) -> int | None:
    number = _number(values)
    if number is not None and (number < 1 or number != int(number)):
        raise NotCorrected("Số văn bản phải là số nguyên dương. (A whole number.)", "value")
    return None if number is None else int(number)


_FRAME: Mapping[str, Field[Frame]] = {
    "kind": Field(lambda f: _words(f.kind), lambda f, v, q: replace(f, kind=_one(v))),
    "number": Field(
        lambda f: () if f.number is None else (str(f.number),),
        lambda f, v, q: replace(f, number=_whole(v)),
    ),
    "symbol": Field(lambda f: _words(f.symbol), lambda f, v, q: replace(f, symbol=_one(v))),
    "date": Field(lambda f: _code(f.date), lambda f, v, q: replace(f, date=_date(v))),
    "issuer": Field(lambda f: _words(f.issuer), lambda f, v, q: replace(f, issuer=_one(v))),
    "title": Field(lambda f: _words(f.title), lambda f, v, q: replace(f, title=_one(v))),
    "secrecy": Field(lambda f: _words(f.secrecy), lambda f, v, q: replace(f, secrecy=_one(v))),
}

FIELDS: Mapping[Part, tuple[str, ...]] = {
    Part.DOCUMENT: tuple(_FRAME),
    Part.TASK: tuple(_TASK),
    Part.TARGET: tuple(_TARGET),
    Part.REPORT: tuple(_REPORT),
    Part.LINE: (),
}
"""What can be set, by part."""


def shown(part: object, field: str) -> tuple[str, ...]:
    """A value as words: what was read, beside what a person sets."""
    match part:
        case Task():
            return _TASK[field].shown(part)
        case Target():
            return _TARGET[field].shown(part)
        case ReportDuty():
            return _REPORT[field].shown(part)
        case Frame():
            return _FRAME[field].shown(part) if field in _FRAME else ()
        case _:
            return ()


def put_task(task: Task, field: str, values: Values, quote: Quote) -> Task:
    """A task with one value set."""
    return _known(_TASK, field).put(task, values, quote)


def put_target(target: Target, field: str, values: Values, quote: Quote) -> Target:
    """A target with one value set."""
    return _known(_TARGET, field).put(target, values, quote)


def put_report(duty: ReportDuty, field: str, values: Values, quote: Quote) -> ReportDuty:
    """A reporting duty with one value set."""
    return _known(_REPORT, field).put(duty, values, quote)


def put_frame(frame: Frame, field: str, values: Values, quote: Quote) -> Frame:
    """The document's frame with one value set."""
    return _known(_FRAME, field).put(frame, values, quote)


def _known(table: Mapping[str, Field[T]], field: str) -> Field[T]:
    found = table.get(field)
    if found is None:
        raise NotCorrected(
            f"Không sửa được trường “{field[:80]}” ở đây: hãy chọn một trong {', '.join(table)}. "
            "(No such field here.)",
            "field",
        )
    return found
