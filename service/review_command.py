"""``daumoi review``: what a person should look at, and the corrections made of it."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeVar

from graph_schema import json_text
from graph_schema.callers import LOCAL_READER
from graph_schema.corrections import CorrectionKind, ReviewKind
from graph_schema.errors import BadSetting, NotCorrected
from loaders.correcting import Done
from service.asking import Ask, StoreAsk, nodes_of, with_reader, with_store
from service.console import OUT, write_answer, write_lines
from service.corrections import Said, Wanted, correct, merge, withdraw
from service.reports.pick import told_apart
from service.review_view import correction_lines, item_lines, node_lines, plan_line
from service.settings import Settings
from service.store import Store
from service.unseen import in_ascii

_T = TypeVar("_T")
_PAGE = 100
_log = logging.getLogger("daumoi.review")
_ITEMS = """
query($after: String, $open: Boolean, $kind: [ReviewKind!], $plan: ID, $first: Int) {
  reviewItems(where: { open: $open, kind: $kind, plan: $plan }, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes { id kind part ref field message open source { quote start end page confidence }
      about { id } settledBy { id kind author at reason } plan { id symbol title } } } }
"""
_CORRECTION = """id kind part ref field value readValue author reason at quote
  withdrawnAt withdrawnBy withdrawnReason unitName intoName into { id name }
  plan { id symbol title }"""
_CORRECTIONS = (
    """
query($after: String, $withdrawn: Boolean, $first: Int) {
  corrections(where: { withdrawn: $withdrawn }, orderBy: [AT], first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } nodes { """
    + _CORRECTION
    + " } } }"
)
_NODE = (
    """
query($id: ID!) { node(id: $id) { __typename id
  ... on ReviewItem { kind ref field message open source { quote start end confidence }
    about { id __typename } settledBy { id author at reason } plan { id symbol title } }
  ... on Task { ref text due { code text } recurs routine leads { name } executors { name }
    supports { name } overseers { position person { name } unit { name } }
    source { quote start end } plan { id symbol title }
    corrections { """
    + _CORRECTION
    + """ } }
  ... on Target { ref metric op value valueMax unitOfMeasure due { code text }
    owners { asWritten } source { quote start end } plan { id symbol title }
    corrections { """
    + _CORRECTION
    + " } } } }"
)
_ONE = "query($id: ID!) { correction(id: $id) { __typename " + _CORRECTION + " } }"
_PLAN = "query($id: ID!) { plan(id: $id) { id } }"
_PLANS = """
query($symbol: String!) {
  plans(where: { symbol: $symbol }, first: 6) { nodes { id symbol title } } }
"""
_UNITS = """
query($name: String!) {
  units(where: { name: $name }, first: 6) {
    nodes { id name place { fullName name parent { fullName } } } } }
"""


@dataclass(frozen=True, slots=True)
class Listed:
    """Which review items are listed, and how."""

    plan: str | None
    kinds: tuple[ReviewKind, ...]
    every: bool
    as_json: bool


def list_items(settings: Settings, wanted: Listed) -> None:
    """Print the review list by document, with the words and where they stand."""

    async def work(ask: Ask) -> list[Any]:
        given = {
            "open": None if wanted.every else True,
            "kind": [str(kind) for kind in wanted.kinds] or None,
            "plan": wanted.plan and await find_plan(ask, wanted.plan),
        }
        return [
            one async for one in nodes_of(ask, _ITEMS, "reviewItems", {**given, "first": _PAGE})
        ]

    items = with_reader(settings, work)
    if wanted.as_json:
        print_json(items)
        return
    lines: list[str] = []
    for plan, of_plan in groupby(items, key=lambda item: item["plan"]):
        lines.append(plan_line(plan))
        for item in of_plan:
            lines += item_lines(item)
    total = f"Tổng cộng: {len(items)} chỗ {'đã và ' if wanted.every else ''}cần soát lại."
    write_lines([*lines, total], OUT)


def list_corrections(settings: Settings, *, every: bool, as_json: bool) -> None:
    """Print the corrections, earliest first; withdrawn ones when all are asked for."""

    async def work(ask: Ask) -> list[Any]:
        withdrawn = None if every else False
        given = {"withdrawn": withdrawn, "first": _PAGE}
        return [one async for one in nodes_of(ask, _CORRECTIONS, "corrections", given)]

    found = with_reader(settings, work)
    if as_json:
        print_json(found)
        return
    lines = [line for correction in found for line in correction_lines(correction)]
    write_lines([*lines, f"Tổng cộng: {len(found)} phép sửa."], OUT)


def show(settings: Settings, identity: str, *, as_json: bool) -> None:
    """Print one review item, correction, task or target with all that was corrected of it."""

    async def work(ask: Ask) -> Any:  # noqa: ANN401 - an answer as JSON says it
        correction = (await ask(_ONE, {"id": identity}))["correction"]
        return correction or (await ask(_NODE, {"id": identity}))["node"]

    node = with_reader(settings, work)
    if node is None:
        raise BadSetting(f"Không có gì mang mã {identity}; hãy xem lại daumoi review.")
    if as_json:
        print_json(node)
    else:
        write_lines(node_lines(node), OUT)


def make_correction(settings: Settings, wanted: Wanted, said: Said) -> None:
    """Store a correction, and print what it came to."""
    _change(settings, lambda store, _: correct(store, wanted, said))


def make_merge(settings: Settings, unit: str, into: str, said: Said) -> None:
    """Say that one unit is another; each is named by its id or by a name that is its alone."""

    async def work(store: Store, ask: Ask) -> Done:
        ids = [await unit_named(ask, name) for name in (unit, into)]
        return await merge(store, ids[0], ids[1], said)

    _change(settings, work)


def make_withdrawal(settings: Settings, identity: str, said: Said) -> None:
    """Take a correction back, and print it as it stands on record."""
    _change(settings, lambda store, _: withdraw(store, identity, said))


async def find_plan(ask: Ask, name: str) -> str:
    """The id of a document that is named by its id or by its number and symbol."""
    if (await ask(_PLAN, {"id": name}))["plan"] is not None:
        return name
    plans: Sequence[Any] = (await ask(_PLANS, {"symbol": name}))["plans"]["nodes"]
    if len(plans) == 1:
        return str(plans[0]["id"])
    if not plans:
        raise NotCorrected(
            f"Không có văn bản nào trong kho mang mã hoặc số, ký hiệu “{name}” "
            "(số, ký hiệu viết như 45/KH-UBND)."
        )
    several = "; ".join(plan_line(plan) for plan in plans)
    raise NotCorrected(f"Có nhiều văn bản mang số “{name}”: hãy nêu mã, một trong {several}.")


async def unit_named(ask: Ask, name: str) -> str:
    """The id of a unit that is named by its id, or by a name that is its alone."""
    if name.startswith("unit_"):
        return name
    units: Sequence[Any] = (await ask(_UNITS, {"name": name}))["units"]["nodes"]
    exact = [unit for unit in units if unit["name"].lower() == name.lower()] or list(units)
    if len(exact) == 1:
        return str(exact[0]["id"])
    if not exact:
        raise NotCorrected(f"Không có đơn vị nào tên “{name}”.")
    raise NotCorrected(f"Có nhiều đơn vị tên “{name}”: hãy nêu mã: {told_apart(exact)}")


def _change(settings: Settings, make: Callable[[Store, Ask], Awaitable[Done]]) -> None:
    """Make a change and print it; once it is stored, nothing that fails later undoes that."""

    async def work(store: Store) -> tuple[Done, Any]:
        ask = StoreAsk(store, LOCAL_READER)
        done = await make(store, ask)
        try:
            return done, (await ask(_ONE, {"id": done.correction}))["correction"]
        except Exception:
            _log.exception("correction %s is stored and cannot be shown", done.correction)
            return done, None

    done, correction = with_store(settings, work)
    if correction is None:
        lines = [f"  {done.correction}", "\tChưa đọc lại được để in ra: xem daumoi review show."]
    else:
        lines = correction_lines(correction)
    write_lines(
        [_heading(done, correction), *lines, *([f"\t{done.note}"] if done.note else [])], OUT
    )


def _heading(done: Done, correction: Any) -> str:  # noqa: ANN401 - an answer as JSON says it
    if not done.repeated:
        return "Đã ghi:"
    withdrawn = correction is not None and correction["withdrawnAt"]
    return "Đã rút từ trước, không ghi gì thêm:" if withdrawn else "Đã có, không ghi gì thêm:"


def print_json(found: object) -> None:
    """Print an answer as JSON."""
    write_answer(in_ascii(json_text.pretty(found)))


def wanted_value(node: str, field: str, values: Sequence[str] | None, *, none: bool) -> Wanted:
    """The correction that sets a value; nothing is set by accident."""
    if bool(values) == none:
        raise BadSetting("Hãy nêu --value (lặp lại được), hoặc --none nếu là không có.")
    return Wanted(node, CorrectionKind.SET_VALUE, field, tuple(values or ()))
