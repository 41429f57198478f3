"""Doers in the graph: the rows of queries/mapping.py for units, people, offices and places."""

from collections.abc import Mapping

from graph_schema.labels import Label
from queries.pieces import (
    HISTORY,
    PERSON,
    UNIT,
    first_named,
    in_frame,
    in_work,
    properties,
    said_or_set,
    source_of,
)
from queries.responsibility import EVERY_ROLE
from queries.shapes import Lookup, Many, One, Page, Part, Shape, Tally, Value

_ROLE = (
    "CASE coalesce({r}.role, type({r})) WHEN 'LEADS' THEN 'LEAD' WHEN 'EXECUTES' THEN 'EXECUTE' "
    "WHEN 'SUPPORTS' THEN 'SUPPORT' ELSE 'OVERSEE' END"
)
# A document says it of its own day; people say from which day to which.
_HELD_SINCE = ("coalesce({e}.`from`, {e}.as_of, '')", "coalesce({e}.doc, '')", "{m}.id")
_HELD_ON = (
    "coalesce({e}.`from`, {e}.as_of, '0000-00-00') <= {day} "
    "AND coalesce({e}.`to`, '9999-12-31') >= {day} "
    # What people say of the same person in the same office stands for what a document said: it is
    # told once, with its end, and over once the office was left.
    "AND ({e}.doc IS NULL OR NOT EXISTS {{ MATCH ({n})-[{e}x:HOLDS]-({m}) WHERE {e}x.doc IS NULL "
    "AND coalesce({e}x.`from`, '') <= {day} "
    "AND coalesce({e}x.`to`, '9999-12-31') >= coalesce({e}.as_of, '') }})"
)
_HELD: Mapping[str, Shape] = {
    "asOf": Value("{r}.as_of"),
    "from": Value("{r}.`from`"),
    "to": Value("{r}.`to`"),
    "by": Value("{r}.entered_by"),
    "at": Value("{r}.at"),
    **said_or_set(),
}

# The office through which somebody oversees: who holds it, whoever was named with it.
_OF_OFFICE = "({e}o:Position {{id: {r}.position_id}})<-[{e}:HOLDS]-({m}:Person)"
_ASSIGNED: Mapping[str, Shape] = {
    "from": Value("{r}.since"),
    "to": Value("{r}.until"),
    **said_or_set(),
}

_ROLES = "LEADS|EXECUTES|SUPPORTS|OVERSEES|OWNS|ANSWERED"
_UNIT_NAMED = first_named(
    in_work(f"({{n}})-[{{e}}:{_ROLES}|REPORTS]->({{m}})"),
    in_work("({n})<-[{e}:REPORTS_TO]-({m})"),
    in_frame("({n})<-[{e}:ISSUED_BY]-(:Document)"),
    in_frame("({n})<-[:IN]-(:Position)<-[{e}:HOLDS]-(:Person)"),
    in_work(f"({{n}})<-[:IN]-(:Position)-[{{e}}:{_ROLES}]->({{m}})"),
)
_PERSON_NAMED = first_named(
    in_work(f"({{n}})-[{{e}}:{_ROLES}]->({{m}})"),
    in_frame("({n})<-[{e}:SIGNED_BY]-(:Document)"),
    in_frame("({n})-[{e}:HOLDS]->(:Position)"),
)
_POSITION_NAMED = first_named(
    in_work(f"({{n}})-[{{e}}:{_ROLES}]->({{m}})"),
    in_frame("({n})<-[{e}:HOLDS]-(:Person)"),
)
# Words that name a unit say where it sits only when they name the place as well.
_NAMES_PLACE = "toLower({e}.quote) CONTAINS toLower({n}.name)"
_PLACE_NAMED = first_named(
    in_frame("({n})<-[:SITS_IN]-(:Unit)<-[{e}:ISSUED_BY]-(:Document)", _NAMES_PLACE),
    in_work(f"({{n}})<-[:SITS_IN]-(:Unit)-[{{e}}:{_ROLES}|REPORTS]->({{m}})", _NAMES_PLACE),
)

_SUCCEEDED = ("{e}.on", "{m}.id")

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
            "Correction", "({n})<-[:MERGES_INTO]-({m}:Correction)", ("{m}.at", "{m}.id")
        ),
        "source": _UNIT_NAMED,
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
        "source": _PLACE_NAMED,
        "history": HISTORY,
    },
    "Position": {
        **properties(id="id", title="title", fullTitle="full_title", rank="rank"),
        "version": Value("coalesce({n}.version, 0)"),
        "history": HISTORY,
        "unit": One("Unit", "({n})-[:IN]->({m}:Unit)"),
        "holders": Many(
            "Holder", "({n})<-[{e}:HOLDS]-({m}:Person)", _HELD_SINCE, True, on_day=_HELD_ON
        ),
        "source": _POSITION_NAMED,
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
        "source": _PERSON_NAMED,
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
    },
    "Assignment": {
        **_ASSIGNED,
        "role": Value(_ROLE),
        "unit": UNIT,
        "person": PERSON,
        "asWritten": Value("{r}.as_written"),
    },
    "Owner": {
        **_ASSIGNED,
        "unit": UNIT,
        "person": PERSON,
        "office": Part("Position", "{n}:Position"),
        "asWritten": Value("{r}.as_written"),
    },
}
