"""Classes of tasks and their counts as of a day (trạng thái, hạn đang có hiệu lực).

Status is computed from what a task keeps of its dated facts (``graph_schema.dated``): words that
begin with a day, so that the one in force on a day is the last that is not behind it. Templates
name the task ``{n}`` and the parameter of the day ``{day}``.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from graph_schema import dated
from graph_schema.classes import Status
from graph_schema.dated import NEVER, NO_DEADLINE, day_ends
from graph_schema.errors import BadQuestion
from graph_schema.labels import Label
from queries.given import Binder, Convert, Given
from queries.paths import Path, Range, Restriction

CLASSES = tuple(Status)
OPEN_AT = tuple(at for at, status in enumerate(CLASSES) if status.is_open)
_OPEN = frozenset(status for status in CLASSES if status.is_open)
# "~" stands behind "|": every item of that day and before, none of a later day.
_LAST = "substring(last([x IN {{n}}.{kept} WHERE x <= {{day}} + '~']), 11)"
DEADLINE = (
    "CASE WHEN {n}.deadlines IS NULL THEN {n}.due_key ELSE "
    + _LAST.format(kept="deadlines")
    + " END"
)
_STATE = "CASE WHEN {n}.states IS NULL THEN null ELSE " + _LAST.format(kept="states") + " END"
STATUS = (
    f"CASE WHEN {{n}}.assigned_key > {{day}} THEN null ELSE head([s IN [[{_STATE}, {DEADLINE}]] | "
    "CASE WHEN s[0] IS NOT NULL AND s[0] <> 'OPEN' THEN s[0] "
    f"WHEN s[1] = '{NO_DEADLINE}' THEN 'OPEN_WITHOUT_DEADLINE' "
    "WHEN s[1] < {day} THEN 'OPEN_OVERDUE' ELSE 'OPEN_IN_TERM' END]) END"
)
"""The class on a day; null before the task was assigned."""
OVERDUE_SINCE = f"head([c IN [{STATUS}] WHERE c = 'OPEN_OVERDUE' | {DEADLINE}])"
"""The last day in force, of what is open and overdue on a day; null of everything else."""
DEADLINE_PERIOD = (
    "head([d IN [" + DEADLINE + f"] WHERE d <> '{NO_DEADLINE}' | CASE WHEN "
    "{n}.due_end = d THEN {{start: {n}.due_start, end: d, precision: {n}.due_precision, "
    "text: {n}.due_text, code: {n}.due_code}} "
    "ELSE {{start: d, end: d, precision: 'DAY', text: null, code: d}} END])"
)
"""The deadline in force on a day: what is printed, or the day that an extension grants."""

OCCURRENCE_STATUS = (
    "CASE WHEN {n}.submitted_on <= {day} THEN "
    "CASE WHEN {n}.submitted_on > {n}.due_end THEN 'DONE_LATE' ELSE 'DONE_ON_TIME' END "
    "WHEN {n}.due_end < {day} THEN 'OPEN_OVERDUE' ELSE 'OPEN_IN_TERM' END"
)
"""The class of one report of a duty."""
_OCCURRING = "EXISTS {{ MATCH (@)-[:HAS_OCCURRENCE]->({o}:Occurrence) WHERE {status} IN {v} }}"
_RECURRING = Range(f"@.recurs_key >= '{NEVER}' AND @.recurs_key <= '{NO_DEADLINE}'")
AGES = ("NEVER", "OVER_90_DAYS", "FROM_30_TO_90_DAYS", "UNDER_30_DAYS")
"""How long ago an open task was last reported on, counted after its classes."""
_REPORTED = (
    "CASE WHEN {n}.reported_key <= {day} AND coalesce({n}.returned_key, '') <= {day} "
    "THEN {n}.reported_key ELSE "
    f"reduce(z = '{NEVER}', x IN [({{n}})-[:HAS_PROGRESS]->({{e}}) "
    "WHERE NOT (coalesce({e}.state, '') = 'RETURNED' AND {e}.decided_on <= {day}) | {e}.on] | "
    "CASE WHEN x <= {day} AND x > z THEN x ELSE z END) END"
)
_AGE = (
    f"CASE WHEN NOT {{c}} STARTS WITH 'OPEN' THEN '' WHEN {{r}} = '{NEVER}' THEN 'NEVER' "
    "WHEN {r} < {d90} THEN 'OVER_90_DAYS' WHEN {r} <= {d30} THEN 'FROM_30_TO_90_DAYS' "
    "ELSE 'UNDER_30_DAYS' END"
)
_SUM = "sum(CASE WHEN {c} = '{name}' THEN 1 ELSE 0 END) AS {c}_{at}"
_MAX_YEAR = 9999


def today() -> Given:
    """The day in Vietnam when the question is asked."""
    return Given(None, lambda _: dated.today().isoformat())


def day_of(arguments: Mapping[str, Given], name: str = "asOf") -> Given:
    """The day that is asked for, or today."""
    return arguments.get(name) or today()


def days_of(binder: Binder, arguments: Mapping[str, Given]) -> dict[str, str]:
    """The names that an expression may ask: a day, and the end of the day ``by`` which is known."""
    by = arguments.get("by")
    day = binder.bind(arguments.get("asOf") or by or today())
    if by is None:
        return {"day": day}
    end = binder.bind(by, lambda value: day_ends(str(value)))
    return {"day": day, "end": end, "e": binder.name("e")}


def counted(
    binder: Binder, asked: Given, m: str, by: str = "", *, aged: bool = False
) -> tuple[str, str]:
    """How nodes ``m`` become counts by class, and the list of the counts.

    ``aged`` adds the open ones by the age of their last report.
    """
    c, r = binder.name("c"), binder.name("r")
    day, each = binder.bind(asked), f"{by}, " if by else ""
    read, kept = f"{STATUS.format(n=m, day=day)} AS {c}", f"{each}{c}"
    sums = [_SUM.format(c=c, name=name, at=at) for at, name in enumerate(CLASSES)]
    if aged:
        reported = _REPORTED.format(n=m, day=day, e=binder.name("e"))
        d30, d90 = (binder.bind(asked, _days_before(days)) for days in (30, 90))
        age = _AGE.format(c=c, r=r, d30=d30, d90=d90)
        read, kept = f"{read}, {reported} AS {r}", f"{kept}, {age} AS {r}"
        sums += [
            _SUM.format(c=r, name=name, at=at).replace(f"AS {r}_", f"AS {c}_")
            for at, name in enumerate(AGES, len(CLASSES))
        ]
    steps = f"WITH {each}{read} WITH {kept} WHERE {c} IS NOT NULL WITH {each}{', '.join(sums)}"
    return steps, "[" + ", ".join(f"{c}_{at}" for at in range(len(sums))) + "]"


def _days_before(days: int) -> Convert:
    """So many days before a day; the first day of all where there are not so many."""

    def before(value: object) -> str:
        found = date.fromisoformat(str(value))
        return str(date.fromordinal(max(found.toordinal() - days, 1)))

    return before


def on_a_day(binder: Binder, where: Given) -> Iterable[Restriction]:
    """Tasks that were assigned by a day and are in one of the classes on it."""
    chosen, given = where.part("status"), where.part("asOf")
    if chosen is None and given is None:
        return
    day = binder.bind(given or today())
    if chosen is None:
        yield Restriction(f"@.assigned_key <= {day}")
        return
    names = set(chosen.value) if isinstance(chosen.value, list) else set()
    if names and names <= _OPEN:
        yield Restriction(f"@.closed_key > {day}")
    yield Restriction(f"{STATUS.format(n='@', day=day)} IN {binder.bind(chosen)}")
    if names == {"OPEN_OVERDUE"}:
        yield Restriction(paths=_overdue(binder, day), candidates=True)


def _overdue(binder: Binder, day: str) -> tuple[Path | Range, ...]:
    """Where all that is overdue on a day is found by an index: open still, closed or put off since.

    Of today the last two are empty: what is read follows the answer.
    """
    extension = binder.name("x")
    return (
        # What is open has its deadline in force as its key.
        Range(f"@.open_key >= '{NEVER}' AND @.open_key < {day}", ("open_key", "due_key")),
        Range(f"@.closed_key > {day} AND @.closed_key < '{NO_DEADLINE}'"),
        Path(
            extension,
            Label.EXTENSION,
            "<-[:HAS_EXTENSION]-(@)",
            where=(f"{extension}.on > {day} AND {extension}.on < '{NO_DEADLINE}'",),
        ),
    )


def occurring(binder: Binder, where: Given, name: str = "status") -> Iterable[Restriction]:
    """Duties, or recurring tasks, of which a report is in one of the classes on a day."""
    if chosen := where.part(name):
        one, day = binder.name("o"), binder.bind(day_of(where.parts))
        status = OCCURRENCE_STATUS.format(n=one, day=day)
        yield Restriction(_OCCURRING.format(o=one, status=status, v=binder.bind(chosen)))


def recurring(binder: Binder, where: Given) -> Iterable[Restriction]:
    """Tasks of which one time is in one of the classes on a day."""
    chosen = where.part("occurrenceStatus")
    yield from occurring(binder, where, "occurrenceStatus")
    if chosen is not None and isinstance(chosen.value, list) and set(chosen.value) <= _OPEN:
        # What is open still was read from a document: such tasks carry a key.
        yield Restriction(paths=(_RECURRING,), candidates=True)


def in_a_year(binder: Binder, where: Given) -> Iterable[Restriction]:
    """Tasks of a year: assigned by its end, and not closed before it began (carried over)."""
    if year := where.part("year"):
        yield Restriction(" AND ".join(year_conditions(binder, year)))


def year_conditions(binder: Binder, year: Given) -> tuple[str, str]:
    """What holds of a task ``@`` of a year."""
    first = binder.bind(year, lambda value: f"{_year(value)}-01-01")
    last = binder.bind(year, lambda value: f"{_year(value)}-12-31")
    return f"@.assigned_key <= {last}", f"@.closed_key >= {first}"


def _year(value: object) -> str:
    if not isinstance(value, int) or not 0 < value <= _MAX_YEAR:
        raise BadQuestion(
            f"Năm {value} không có: hãy nêu một năm từ 1 đến {_MAX_YEAR}. (There is no such year.)"
        )
    return f"{value:04d}"
