"""What an officer checks every month: each finding with the document and the words it rests on."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import Any

from graph_schema.vietnamese import search_key
from service.asking import Ask, nodes_of
from service.reports.gather import plan_words, question
from service.reports.words import day_words

PAGE = 200
_PLAN_KINDS = ("ke hoach", "chuong trinh")
_LETTERS = 10


class Kind(StrEnum):
    """What may be wrong."""

    TARGET_WITHOUT_OWNER = "TARGET_WITHOUT_OWNER"
    TARGET_WITHOUT_DATA = "TARGET_WITHOUT_DATA"
    TASK_WITHOUT_LEAD = "TASK_WITHOUT_LEAD"
    TASK_LED_BY_CATCH_ALL = "TASK_LED_BY_CATCH_ALL"
    TASK_WITHOUT_DEADLINE = "TASK_WITHOUT_DEADLINE"
    TASK_WITHOUT_TARGET = "TASK_WITHOUT_TARGET"
    DUTY_WITHOUT_REPORT = "DUTY_WITHOUT_REPORT"
    UNIT_OUT_OF_FORCE = "UNIT_OUT_OF_FORCE"
    DOCUMENT_NOT_STORED = "DOCUMENT_NOT_STORED"
    PLAN_NOT_READ = "PLAN_NOT_READ"
    METRIC_WITH_TWO_VALUES = "METRIC_WITH_TWO_VALUES"
    TASK_WITH_TWO_LEADS = "TASK_WITH_TWO_LEADS"
    CHILD_DUE_AFTER_PARENT = "CHILD_DUE_AFTER_PARENT"
    IMPOSSIBLE_DATE = "IMPOSSIBLE_DATE"


KIND_WORDS = {
    Kind.TARGET_WITHOUT_OWNER: "Chỉ tiêu chưa có chủ",
    Kind.TARGET_WITHOUT_DATA: "Chỉ tiêu chưa có số liệu",
    Kind.TASK_WITHOUT_LEAD: "Nhiệm vụ chưa nêu ai chủ trì, thực hiện",
    Kind.TASK_LED_BY_CATCH_ALL: "Chủ trì, thực hiện là cách gọi chung",
    Kind.TASK_WITHOUT_DEADLINE: "Nhiệm vụ không có thời hạn",
    Kind.TASK_WITHOUT_TARGET: "Nhiệm vụ không có chỉ tiêu",
    Kind.DUTY_WITHOUT_REPORT: "Chế độ báo cáo quá hạn chưa nộp",
    Kind.UNIT_OUT_OF_FORCE: "Đơn vị không khớp địa bàn nào đang có hiệu lực",
    Kind.DOCUMENT_NOT_STORED: "Văn bản được viện dẫn, kho chưa có",
    Kind.PLAN_NOT_READ: "Kế hoạch đã ban hành, chưa đọc",
    Kind.METRIC_WITH_TWO_VALUES: "Cùng chỉ tiêu, cùng kỳ, hai mức",
    Kind.TASK_WITH_TWO_LEADS: "Cùng nhiệm vụ, hai chủ trì",
    Kind.CHILD_DUE_AFTER_PARENT: "Việc con hạn sau việc cha",
    Kind.IMPOSSIBLE_DATE: "Ngày tháng không thể có",
}
Node = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: of what, why, in which document, in which words."""

    kind: Kind
    node: str
    said: str
    document: str = ""
    quote: str = ""

    @property
    def code(self) -> str:
        """What it is called when it is waived; the same finding has the same one every month."""
        digest = hashlib.sha256(f"{self.kind}|{self.node}".encode()).hexdigest()
        return f"kt_{digest[:_LETTERS]}"


async def find_all(ask: Ask, as_of: date) -> list[Finding]:
    """Every finding as of a day, by kind, then in the order of the plans."""
    day = {"asOf": as_of.isoformat()}
    tasks = [task for task in await _all(ask, "check_tasks", day) if task["status"] != "CANCELLED"]
    targets = await _all(ask, "check_targets", {})
    found = [
        *(one for task in tasks for one in of_task(task, as_of)),
        *two_leads(tasks),
        *(one for target in targets for one in of_target(target)),
        *two_values(targets),
        *map(_duty, await _all(ask, "check_duties", day)),
        *map(_times, await _all(ask, "check_times", day)),
        *map(_unit, await _all(ask, "check_units", {})),
        *map(_document, await _all(ask, "check_documents", {})),
    ]
    order = list(Kind)
    return sorted(found, key=lambda one: order.index(one.kind))


async def _all(ask: Ask, name: str, given: Mapping[str, object]) -> list[Node]:
    found = nodes_of(ask, question(name), "found", {**given, "first": PAGE})
    return [node async for node in found]


def of_task(task: Node, as_of: date) -> Iterator[Finding]:
    """What is missing in one task, and what cannot be."""
    name = f"{task['ref'] or ''} {task['text'] or ''}".strip()
    make = _maker(task, name)
    leads, executes = (_doers(task, role) for role in ("LEAD", "EXECUTE"))
    if not leads and not executes:
        yield make(Kind.TASK_WITHOUT_LEAD)
    if said := _catch_alls(leads, executes):
        yield make(Kind.TASK_LED_BY_CATCH_ALL, f"{said}: {name}")
    if not (task["deadline"] or task["due"] or task["recurs"] or task["routine"]):
        yield make(Kind.TASK_WITHOUT_DEADLINE)
    if not task["targets"]:
        yield make(Kind.TASK_WITHOUT_TARGET)
    end = (task["deadline"] or {}).get("end")
    above = ((task["parent"] or {}).get("deadline") or {}).get("end")
    if end and above and end > above:
        said = f"hạn {_day(end)}, việc cha {task['parent']['ref'] or ''} hạn {_day(above)}: {name}"
        yield make(Kind.CHILD_DUE_AFTER_PARENT, said)
    if said := _impossible(task, as_of):
        yield make(Kind.IMPOSSIBLE_DATE, f"{said}: {name}")


def _doers(task: Node, role: str) -> list[Node]:
    """The units and persons that the document, or somebody since, names in a role."""
    held = (one for one in task["assignments"] if one["role"] == role)
    return [one["unit"] or one["person"] for one in held if one["unit"] or one["person"]]


def _catch_alls(leads: Sequence[Node], executes: Sequence[Node]) -> str:
    """A lead that is nobody in particular; without a lead, when none of those who do it is."""
    if leads:
        return "; ".join(one["name"] for one in leads if one.get("collective"))
    named = [one for one in executes if not one.get("collective")]
    return "" if named or not executes else "thực hiện: " + "; ".join(o["name"] for o in executes)


def _impossible(task: Node, as_of: date) -> str:
    due, issued = task["due"] or {}, (task["plan"] or {}).get("issued") or {}
    start, end, begun = due.get("start"), due.get("end"), issued.get("start")
    if start and end and start > end:
        return f"thời hạn bắt đầu {_day(start)} sau khi kết thúc {_day(end)}"
    if end and begun and end < begun:
        return f"hạn {_day(end)} trước ngày ban hành {_day(begun)}"
    if begun and begun > as_of.isoformat():
        return f"văn bản ban hành {_day(begun)}, sau ngày kiểm tra"
    return ""


def two_leads(tasks: Iterable[Node]) -> Iterator[Finding]:
    """Tasks of the same words led by different units, in one plan or in several."""
    for several in _same(tasks, lambda task: search_key(task["text"] or "")):
        leads = {name for task in several for name in _leads(task)}
        if len(leads) < 2:
            continue
        said = f"{'; '.join(sorted(leads))}: {several[0]['text']}"
        yield _several(Kind.TASK_WITH_TWO_LEADS, several, said)


def _leads(task: Node) -> list[str]:
    return [unit["name"] for unit in task["leads"]]


def of_target(target: Node) -> Iterator[Finding]:
    """What is missing in one target."""
    make = _maker(target, target["metric"] or "")
    if target["ownership"] in (None, "NONE"):
        yield make(Kind.TARGET_WITHOUT_OWNER)
    if target["latest"] is None:
        yield make(Kind.TARGET_WITHOUT_DATA)


def two_values(targets: Iterable[Node]) -> Iterator[Finding]:
    """Targets of one issuer, metric, unit and period that ask for different values."""
    for several in _same(targets, _metric):
        asked = {(one["op"], one["value"], one["valueMax"]) for one in several}
        if len(asked) > 1:
            values = "; ".join(
                f"{one['op']} {one['value']:g} ({one['ref'] or one['plan']['symbol'] or ''})"
                for one in several
            )
            said = f"{several[0]['metric']}: {values}"
            yield _several(Kind.METRIC_WITH_TWO_VALUES, several, said)


def _metric(target: Node) -> str:
    plan, due = target["plan"] or {}, target["due"] or {}
    if target["value"] is None or not target["metric"]:
        return ""
    parts = (
        search_key(target["metric"]),
        search_key(target["unitOfMeasure"] or ""),
        due.get("code") or "",
        (plan.get("issuer") or {}).get("id") or plan.get("id") or "",
    )
    return "|".join(parts)


def _same(nodes: Iterable[Node], key: Callable[[Node], str]) -> Iterator[list[Node]]:
    keyed = sorted(((key(node), at, node) for at, node in enumerate(nodes)), key=lambda k: k[:2])
    for words, group in groupby(keyed, key=lambda one: one[0]):
        if words:
            yield [node for _, _, node in group]


def _several(kind: Kind, nodes: Sequence[Node], said: str) -> Finding:
    plans = dict.fromkeys(plan_words(node["plan"]) for node in nodes if node["plan"])
    quotes = dict.fromkeys(_quote(node) for node in nodes)
    identity = "+".join(sorted(node["id"] for node in nodes))
    return Finding(kind, identity, said, "; ".join(plans), " / ".join(filter(None, quotes)))


def _late(node: Node) -> str:
    late = [one["dueEnd"] for one in node["occurrences"] if one["status"] == "OPEN_OVERDUE"]
    return ", ".join(map(_day, sorted(filter(None, late))))


def _times(task: Node) -> Finding:
    said = f"{task['ref'] or ''} {task['text'] or ''}".strip()
    return _maker(task, said)(Kind.DUTY_WITHOUT_REPORT, f"kỳ hạn {_late(task)}: {said}")


def _duty(duty: Node) -> Finding:
    ends = _late(duty)
    said = f"{duty['by'] or 'chưa rõ ai'} báo cáo {duty['to'] or 'chưa rõ nơi nhận'}; hạn {ends}"
    return _maker(duty, said)(Kind.DUTY_WITHOUT_REPORT)


def _unit(unit: Node) -> Finding:
    return Finding(Kind.UNIT_OUT_OF_FORCE, unit["id"], unit["name"])


def _document(document: Node) -> Finding:
    plan = search_key(document["kind"] or "").startswith(_PLAN_KINDS)
    links = document["carriedOutBy"]
    return Finding(
        Kind.PLAN_NOT_READ if plan else Kind.DOCUMENT_NOT_STORED,
        document["id"],
        plan_words(document),
        "; ".join(dict.fromkeys(plan_words(link["document"]) for link in links)),
        _quote(links[0]) if links else "",
    )


def _maker(node: Node, usual: str) -> Callable[..., Finding]:
    plan = plan_words(node["plan"]) if node["plan"] else ""

    def make(kind: Kind, said: str = "") -> Finding:
        return Finding(kind, node["id"], said or usual, plan, _quote(node))

    return make


def _quote(node: Node) -> str:
    return (node["source"] or {}).get("quote") or ""


def _day(words: str) -> str:
    return day_words(date.fromisoformat(words))
