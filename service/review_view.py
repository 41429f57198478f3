"""Review items and corrections as lines for a person: words, place, who, when and why."""

from collections.abc import Mapping
from typing import Any

_KINDS = {
    "LOW_CONFIDENCE": "đọc chưa chắc",
    "UNSETTLED_UNIT": "chưa rõ đơn vị",
    "UNSETTLED_CITATION": "chưa rõ văn bản",
    "UNREAD_LINE": "chưa đọc được",
    "ODDITY": "điều lạ",
    "STRAY_CORRECTION": "phép sửa lạc chỗ",
}
_CHANGES = {
    "SET_VALUE": "đặt lại",
    "SPLIT_TASK": "tách",
    "DROP": "bỏ",
    "NAME_OWNER": "nêu người chịu trách nhiệm",
    "CONFIRM": "xác nhận",
    "MERGE_UNIT": "gộp đơn vị",
    "SUCCEED_UNIT": "đơn vị được thay",
}
_QUOTE_LETTERS = 300
_LABELS = (
    ("text", "Nội dung"),
    ("metric", "Chỉ tiêu"),
    ("op", "Dấu"),
    ("value", "Giá trị"),
    ("valueMax", "Cận trên"),
    ("unitOfMeasure", "Đơn vị tính"),
    ("recurs", "Định kỳ"),
)
_LISTS = (
    ("leads", "name", "Chủ trì"),
    ("executors", "name", "Thực hiện"),
    ("supports", "name", "Phối hợp"),
    ("owners", "asWritten", "Chịu trách nhiệm"),
)


def plan_line(plan: Mapping[str, Any] | None) -> str:
    """The document that the next lines are about."""
    if plan is None:
        return "(văn bản không còn trong kho)"
    words = (plan["symbol"], plan["title"], f"({plan['id']})")
    return one_line(" ".join(word for word in words if word))


def item_lines(item: Mapping[str, Any]) -> list[str]:
    """One review item: why, where, its words; who settled it."""
    kind = _KINDS.get(item["kind"], item["kind"])
    lines = [f"  {item['id']}\t{item['ref'] or '–'}\t{kind}: {one_line(item['message'])}"]
    lines += [f"\t{line}" for line in _words(item["source"])]
    if settled := item["settledBy"]:
        lines.append(f"\tĐã xử lý: {settled['id']}, {_who(settled)}")
    return lines


def correction_lines(correction: Mapping[str, Any]) -> list[str]:
    """One correction: what, by whom and why, and what was read there."""
    kind = _CHANGES.get(correction["kind"], correction["kind"])
    place = " ".join(w for w in (correction["ref"], correction["field"]) if w)
    lines = [f"  {correction['id']}\t{kind} {place}".rstrip() + _value(correction)]
    if correction["readValue"]:
        lines.append(f"\tBản đọc: {one_line('; '.join(correction['readValue']))}")
    lines.append(f"\t{_who(correction)}")
    if correction["plan"]:
        lines.append(f"\tVăn bản: {plan_line(correction['plan'])}")
    if correction["withdrawnAt"]:
        day = correction["withdrawnAt"][:10]
        why = one_line(correction["withdrawnReason"] or "")
        lines.append(f"\tĐã rút: {correction['withdrawnBy']}, {day}: {why}")
    return lines


def node_lines(node: Mapping[str, Any]) -> list[str]:
    """A review item, a correction, or a task or target with its corrections."""
    match node["__typename"]:
        case "ReviewItem":
            lines = [plan_line(node["plan"]), *item_lines(node)]
            return lines + ([f"\tNói tới: {node['about']['id']}"] if node["about"] else [])
        case "Correction":
            return correction_lines(node)
        case "Task" | "Target":
            return _work_lines(node)
        case kind:
            return [f"{node['id']} ({kind}): xem bằng GraphQL."]


def _work_lines(node: Mapping[str, Any]) -> list[str]:
    lines = [plan_line(node["plan"]), f"  {node['id']}\t{node['ref']}"]
    for name, label in _LABELS:
        if node.get(name) is not None:
            lines.append(f"\t{label}: {one_line(str(node[name]))}")
    if node["due"]:
        lines.append(f"\tThời hạn: {node['due']['code']}")
    for name, field, label in _LISTS:
        if node.get(name):
            lines.append(f"\t{label}: {one_line('; '.join(str(u[field]) for u in node[name]))}")
    if node.get("overseers"):
        lines.append(
            f"\tLãnh đạo phụ trách: {one_line('; '.join(map(_leader, node['overseers'])))}"
        )
    lines += [f"\t{line}" for line in _words(node["source"])]
    for correction in node["corrections"]:
        lines += correction_lines(correction)
    return lines


def _leader(overseer: Mapping[str, Any]) -> str:
    person, unit = overseer["person"], overseer["unit"]
    words = (person and person["name"], overseer["position"], unit and unit["name"])
    return ", ".join(str(word) for word in words if word)


def _value(correction: Mapping[str, Any]) -> str:
    if correction["kind"] in ("MERGE_UNIT", "SUCCEED_UNIT"):
        into = correction["into"]["name"] if correction["into"] else correction["intoName"]
        into = into or "(đơn vị không còn trong kho)"
        return f": {one_line(correction['unitName'] or '')} → {one_line(into)}"
    if correction["kind"] in ("DROP", "CONFIRM"):
        return ""
    return f" = {one_line('; '.join(correction['value'])) or '(không có)'}"


def _who(correction: Mapping[str, Any]) -> str:
    day = correction["at"][:16].replace("T", " ")
    return one_line(f"{correction['author']}, {day}: {correction['reason']}")


def _words(source: Mapping[str, Any] | None) -> list[str]:
    if source is None:
        return []
    quote = one_line(source["quote"] or "")
    cut = quote if len(quote) <= _QUOTE_LETTERS else quote[:_QUOTE_LETTERS] + "…"
    place = "" if source["start"] is None else f" (ký tự {source['start']}–{source['end']})"
    return [f"“{cut}”{place}"]


def one_line(text: str) -> str:
    """A text without line breaks."""
    return " ".join(text.split())
