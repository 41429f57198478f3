"""A task as it was known on a day: by what had been entered by then, whatever was entered since."""

from collections.abc import Mapping

from graph_schema.dated import NO_DEADLINE
from queries.shapes import Made, Shape, Value
from queries.status import DEADLINE_PERIOD, OVERDUE_SINCE, STATUS

# Nothing is known of a task before its plan was loaded; of a plan whose load was not noted, all is.
_LOADED = (
    "ALL(z IN [size([({n})<-[:HAS_TASK]-(:Document)<-[:CHANGED]-({e}:Change) "
    "WHERE {e}.action = 'LOADED' | 1])] WHERE z = 0) OR size([({n})<-[:HAS_TASK]-(:Document)"
    "<-[:CHANGED]-({e}:Change) WHERE {e}.action = 'LOADED' AND {e}.at < {end} | 1]) > 0"
)
# The last report that counted, as far as that was known; the last one that says how far it is.
_LAST = (
    "reduce(z = '', x IN [({n})-[:HAS_PROGRESS]->({e}:Progress) WHERE {e}.at < {end} "
    "AND {e}.on <= {day} AND NOT (coalesce({e}.state, '') = 'RETURNED' "
    "AND coalesce({e}.decided_at, {e}.decided_on) < {end} AND {e}.decided_on <= {day})<also> "
    "| {e}.on + '|' + {e}.at + '|' + coalesce(toString({e}.percent), '')] "
    "| CASE WHEN x > z THEN x ELSE z END)"
)
_REPORT, _TOLD = (_LAST.replace("<also>", also) for also in ("", " AND {e}.percent IS NOT NULL"))
_PART = "CASE WHEN k[{at}] = '' THEN null ELSE split(k[{at}], ',') END"
_PRINTED = ", ".join(
    f"due_{name}: {{n}}.due_{name}" for name in ("start", "end", "precision", "text", "code")
)
_KNOWN = (
    "CASE WHEN {n}.assigned_key <= {day} AND (" + _LOADED + ") THEN head([k IN [split(coalesce("
    "last([x IN coalesce({n}.known, []) WHERE x < {end}]), '-##'), '#')] | "
    f"{{{{states: {_PART.format(at=1)}, deadlines: {_PART.format(at=2)}, "
    "assigned_key: {n}.assigned_key, day: {day}, report: " + _REPORT + ", told: " + _TOLD + ", "
    f"due_key: coalesce({{n}}.due_end, '{NO_DEADLINE}'), {_PRINTED}}}}}]) END"
)
_DAY = "{n}.day"
KNOWN = Made("KnownTask", _KNOWN)

KNOWN_TYPES: Mapping[str, Mapping[str, Shape]] = {
    "KnownTask": {
        "status": Value(STATUS.replace("{day}", _DAY)),
        "deadline": Made("Period", DEADLINE_PERIOD.replace("{day}", _DAY)),
        "daysOverdue": Value(
            "[" + OVERDUE_SINCE.replace("{day}", _DAY) + ", {n}.day]", reads="days_between(*{v})"
        ),
        "percent": Value(
            "CASE WHEN {n}.told = '' THEN null ELSE toInteger(split({n}.told, '|')[2]) END"
        ),
        "reportedOn": Value(
            "CASE WHEN {n}.report = '' THEN null ELSE split({n}.report, '|')[0] END"
        ),
    },
}
