"""Doers in the graph: the rows of queries/mapping.py for units, people, offices and places."""

from collections.abc import Mapping

from graph_schema.labels import Label
from queries.pieces import HISTORY, PERSON, UNIT, properties, source_of
from queries.responsibility import EVERY_ROLE
from queries.shapes import Lookup, Many, One, Page, Part, Shape, Tally, Value

_ROLE = (
    "CASE coalesce({r}.role, type({r})) WHEN 'LEADS' THEN 'LEAD' WHEN 'EXECUTES' THEN 'EXECUTE' "
    "WHEN 'SUPPORTS' THEN 'SUPPORT' ELSE 'OVERSEE' END"
)
# A document says it of its own day; people say from which day to which.
_HELD_SINCE = "[coalesce({e}.`from`, {e}.as_of, ''), coalesce({e}.doc, ''), {m}.id]"
_HELD_ON = (
    "coalesce({e}.`from`, {e}.as_of, '0000-00-00') <= {day} "
    "AND coalesce({e}.`to`, '9999-12-31') >= {day} "
    # What a document said before the office was left is over then.
    "AND ({e}.doc IS NULL OR NOT EXISTS {{ MATCH ({n})-[{e}x:HOLDS]-({m}) WHERE {e}x.doc IS NULL "
    "AND {e}x.`to` < {day} AND {e}x.`to` >= coalesce({e}.as_of, '') }})"
)
_HELD: Mapping[str, Shape] = {
    "asOf": Value("{r}.as_of"),
    "from": Value("{r}.`from`"),
    "to": Value("{r}.`to`"),
    "by": Value("{r}.entered_by"),
    "source": source_of("{r}"),
}

# The office through which somebody oversees: who holds it, whoever was named with it.
_OF_OFFICE = "({e}o:Position {{id: {r}.position_id}})<-[{e}:HOLDS]-({m}:Person)"
_ASSIGNED: Mapping[str, Shape] = {
    "from": Value("{r}.since"),
    "to": Value("{r}.until"),
}

_SUCCEEDED = "[{e}.on, {m}.id]"

DOER_TYPES: Mapping[str, Mapping[str, Shape]] = {
    "Unit": {
        **properties(id="id", name="name", kind="kind", collective="collective", settled="settled"),
        "aliases": Value("coalesce({n}.aliases, [])"),
        "place": One("Place", "({n})-[:SITS_IN]->({m}:Place)"),
        "tasks": Page("Task", Label.TASK, "({n})-[:{roles}]->(@)", "TaskFilter", distinct=True),
        "summary": Tally("Summary"),
        "ownedTargets": Page(
            "Target", Label.TARGET, "({n})-[:OWNS]->(@)", "TargetFilter", distinct=True
        ),
        "documents": Page(
            "Document", Label.DOCUMENT, "({n})<-[:ISSUED_BY]-(@)", "DocumentFilter", distinct=True
        ),
        "validFrom": Value("{n}.valid_from"),
        "validTo": Value("{n}.valid_to"),
        "succeededBy": Many("Succession", "({n})-[{e}:SUCCEEDED_BY]->({m}:Unit)", _SUCCEEDED),
        "predecessors": Many("Succession", "({n})<-[{e}:SUCCEEDED_BY]-({m}:Unit)", _SUCCEEDED),
        "history": HISTORY,
        "corrections": Many(
            "Correction", "({n})<-[:MERGES_INTO]-({m}:Correction)", "[{m}.at, {m}.id]"
        ),
    },
    "Succession": {
        "unit": UNIT,
        "on": Value("{r}.on"),
        "founded": Value("coalesce({r}.founded, false)"),
        "by": Value("{r}.by"),
        "reason": Value("{r}.reason"),
        "correction": Lookup("Correction", "({m}:Correction {{id: {r}.id}})"),
    },
    "Place": {
        **properties(id="id", name="name", kind="kind", fullName="full_name", code="code"),
        "parent": One("Place", "({n})-[:PART_OF]->({m}:Place)"),
    },
    "Position": {
        **properties(id="id", title="title", fullTitle="full_title", rank="rank"),
        "version": Value("coalesce({n}.version, 0)"),
        "history": HISTORY,
        "unit": One("Unit", "({n})-[:IN]->({m}:Unit)"),
        "holders": Many(
            "Holder", "({n})<-[{e}:HOLDS]-({m}:Person)", _HELD_SINCE, True, on_day=_HELD_ON
        ),
    },
    "Person": {
        **properties(id="id", name="name"),
        "history": HISTORY,
        "offices": Many(
            "Holding", "({n})-[{e}:HOLDS]->({m}:Position)", _HELD_SINCE, on_day=_HELD_ON
        ),
        "tasks": Page(
            "Task",
            Label.TASK,
            "({n})-[:{roles}]->(@)",
            "TaskFilter",
            distinct=True,
            roles=EVERY_ROLE,
        ),
        "summary": Tally("Summary", EVERY_ROLE),
    },
    "Holding": {
        "position": Part("Position", "{n}:Position"),
        **_HELD,
    },
    "Holder": {"person": PERSON, **_HELD},
    "Signature": {
        "person": PERSON,
        "position": Value("{r}.position"),
        "acting": Value("{r}.acting"),
        "source": source_of("{r}"),
    },
    "Overseer": {
        **_ASSIGNED,
        "position": Value("{r}.position"),
        "person": PERSON,
        "office": Part("Position", "{n}:Position"),
        "unit": UNIT,
        "holders": Many(
            "Holder", _OF_OFFICE, _HELD_SINCE, True, on_day=_HELD_ON.replace("({n})", "({e}o)")
        ),
        "source": source_of("{r}"),
    },
    "Assignment": {
        **_ASSIGNED,
        "role": Value(_ROLE),
        "unit": UNIT,
        "person": PERSON,
        "asWritten": Value("{r}.as_written"),
        "source": source_of("{r}"),
    },
    "Owner": {
        **_ASSIGNED,
        "unit": UNIT,
        "person": PERSON,
        "office": Part("Position", "{n}:Position"),
        "asWritten": Value("{r}.as_written"),
        "source": source_of("{r}"),
    },
}
