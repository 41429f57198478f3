"""Rows of assignment tables as tasks, rows of tables of chỉ tiêu as targets."""

import re
from collections.abc import Iterator
from dataclasses import replace

from graph_schema.model import Target, Task
from graph_schema.periods import Period, Precision
from loaders.assemble import Roles, mention_overseer, mention_unit, read_labelled
from loaders.dates import TimeValue, read_time_value
from loaders.goals import build_target
from loaders.labels import Attribute, Labelled
from loaders.measures import read_measures
from loaders.owners import cell_owners, owned_measures
from loaders.passages import Words
from loaders.persons import split_persons
from loaders.table_groups import RowKind, sort_rows
from loaders.tables import ReadTable, Row
from loaders.timing import Timing, time_within
from loaders.unit_lists import UnitSpan

_ROLE_COLUMNS = {
    "lead": Attribute.LEAD,
    "execute": Attribute.EXECUTE,
    "support": Attribute.SUPPORT,
    "oversee": Attribute.OVERSEE,
    "result": Attribute.RESULT,
}


def row_tasks(table: ReadTable, prefix: str) -> Iterator[Task]:
    """Every row that names work; a row that holds nothing but a heading groups those below."""
    columns = table.of("work")
    if not columns:
        return
    kinds = sort_rows(table)
    heading: str | None = None
    group: Row | None = None
    for kind, row in zip(kinds, table.rows, strict=True):
        work = [words for column in columns for words in row.texts(column)]
        if not work or kind is RowKind.UNTOLD:
            continue
        if kind is RowKind.GROUP:
            heading, group = work[0].shown, row if table.begins_anew else None
            continue
        yield _row_task(table, row, work, f"{prefix}.{row.within(group)}", heading)


def work_targets(table: ReadTable, tasks: list[Task]) -> Iterator[Target]:
    """The targets that the words of a row's work hold; the row's time is theirs."""
    by_start = {task.quote.start: task for task in tasks}
    for row in table.rows:
        work = [words for column in table.of("work") for words in row.texts(column)]
        task = by_start.get(work[0].quote("table-row").start) if work else None
        if task is None:
            continue
        for words in work:
            for owned in owned_measures(words, in_goals=False, states=False):
                found = build_target(owned.measure, task.ref, task.ref, None, owned.owners)
                if found.due is None:
                    found = replace(found, due=task.due, due_quote=task.due_quote)
                yield found


def _row_task(table: ReadTable, row: Row, work: list[Words], ref: str, heading: str | None) -> Task:
    labels = [
        (Labelled(attribute, words, f"column-{name}"), words)
        for name, attribute in _ROLE_COLUMNS.items()
        for column in table.of(name)
        for words in row.texts(column)
    ]
    roles = _with_person(table, row, work[0], read_labelled(labels))
    timing = _timing(table, row, work)
    return Task(
        ref=ref,
        text=" ".join(words.shown for words in work),
        heading=heading,
        quote=work[0].quote("table-row"),
        lead=roles.lead,
        execute=roles.execute,
        support=roles.support,
        overseers=roles.overseers,
        due=timing.due,
        due_quote=timing.due_quote,
        recurs=timing.recurs,
        recurs_quote=timing.recurs_quote,
        routine=(timing.recurs or "").startswith("thường xuyên"),
        parent_ref=None,
        deliverable=roles.deliverable,
    )


_IN_CHARGE = re.compile(
    r"(?:trực tiếp |chịu trách nhiệm )?(?:lãnh đạo|chỉ đạo|phụ trách|theo dõi,? chỉ đạo)(?![\w])",
    re.IGNORECASE,
)


def _with_person(table: ReadTable, row: Row, work: Words, roles: Roles) -> Roles:
    """In a table of members each does what stands beside the name, or oversees it."""
    names = [words for column in table.of("person") for words in row.texts(column)]
    if not names or roles.lead or roles.execute or roles.overseers:
        return roles
    offices = [words for column in table.of("office") for words in row.texts(column)]
    office = offices[0].strip(" .,;").shown if offices else None
    persons = [person for words in names for person in split_persons(words)]
    if _IN_CHARGE.match(work.text):
        named = [mention_overseer(person, "column-person") for person in persons]
        overseers = tuple(replace(one, position=one.position or office) for one in named)
        return replace(roles, overseers=overseers)
    execute = tuple(mention_unit(unit, "column-person") for unit in map(_as_doer, names))
    return replace(roles, execute=execute)


def _as_doer(words: Words) -> UnitSpan:
    return UnitSpan(words, words.strip(" .,;").shown, False)


def _timing(table: ReadTable, row: Row, work: list[Words]) -> Timing:
    for column in table.of("due"):
        for words in row.texts(column):
            value = read_time_value(words.text)
            due = _in_year_of(table.columns[column].header.text, words.text, value)
            if due or value.recurs:
                quote = words.quote("column-due")
                return Timing(
                    due, quote if due else None, value.recurs, quote if value.recurs else None
                )
    said = (time_within(words) for words in work)
    return next((timing for timing in said if timing.due is not None), Timing())


_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


def _in_year_of(header: str, cell: str, value: TimeValue) -> Period | None:
    """The time of a cell; the year that its column's head prints once for all is its year."""
    due = value.moment.period if value.moment else None
    years = set(_YEAR.findall(header))
    if len(years) != 1 or _YEAR.search(cell):
        return due
    year = years.pop()
    if due is not None and due.precision is Precision.YEARLY_DAY:
        return Period.parse(f"{year}-{due.code.removeprefix('--')}")
    dated = read_time_value(f"{cell.rstrip(' .;,')} năm {year}").moment if due is None else None
    return dated.period if dated else due


def row_targets(table: ReadTable, prefix: str) -> Iterator[Target]:
    """Rows of a table of chỉ tiêu: a number and its metric, or a state with no number."""
    metrics, values, units = table.of("metric"), table.of("value"), table.of("unit")
    if not metrics:
        return
    section: str | None = None
    for row in table.rows:
        names = [words for column in metrics for words in row.texts(column)]
        if not names:
            continue
        filled = [(column, words) for column in values for words in row.texts(column)]
        if not filled:
            found = re.search(r"20\d\d", names[0].text)
            section = found[0] if found else section
            continue
        unit = next((w.shown for column in units for w in row.texts(column)), None)
        owners = tuple(
            owner
            for name in ("lead", "execute")
            for column in table.of(name)
            for owner in cell_owners(row.texts(column), f"column-{name}")
        )
        for column, words in filled:
            target = _row_target(table, row, prefix, names[0], words, column, unit, section)
            yield replace(target, owners=owners)


def _row_target(
    table: ReadTable,
    row: Row,
    prefix: str,
    name: Words,
    value: Words,
    column: int,
    unit: str | None,
    section: str | None,
) -> Target:
    year = re.search(r"20\d\d", table.columns[column].header.text)
    code = year[0] if year else section
    measured = read_measures(value, in_goals=True, states=False)
    bare = re.fullmatch(
        r"(?P<op>[≥>≤<]=?|trên|dưới|từ)? ?(?P<low>\d[\d.]*(?:,\d+)?)(?: ?[-–] ?(?P<high>\d[\d.]*("
        r"?:,\d+)?))?(?: ?trở lên)? ?(?P<unit>%)?",
        value.text.strip(" ."),
        re.IGNORECASE,
    )
    low, high, op, said_unit = None, None, "=", unit
    if bare:
        low, high = _number(bare["low"]), _number(bare["high"]) if bare["high"] else None
        sign = (bare["op"] or "").lower()
        op = (
            "<="
            if sign[:1] in ("≤", "<") or sign == "dưới"
            else ">="
            if sign or high or "trở lên" in value.text
            else "="
        )
        said_unit = unit or bare["unit"]
    elif measured:
        first = measured[0]
        low, high, op, said_unit = first.value, first.value_max, first.op, first.unit or unit
    return Target(
        ref=f"{prefix}.{row.number}",
        quote=name.quote("table-row"),
        metric=name.shown,
        op=op,
        value=low,
        value_max=high,
        unit=said_unit if low is not None else None,
        due=Period.parse(code) if code else None,
        due_quote=table.columns[column].header.quote("column-year") if year else None,
        recurs=None,
        owners=(),
        task_ref=None,
    )


def _number(printed: str) -> float:
    return float(printed.replace(".", "").replace(",", "."))
