"""What stands in the store, document by document: its parts by their ids, and its original file."""

from pathlib import Path
from typing import Any

from graph_schema.callers import LOCAL_READER
from graph_schema.errors import BadSetting
from queries.anchors import StoredFile, read_source
from service.asking import Ask, StoreAsk, nodes_of, with_reader, with_store
from service.console import OUT, write_lines
from service.documents import why
from service.review_command import find_plan, print_json
from service.review_view import one_line, plan_line
from service.settings import Settings
from service.store import Store

_WORDS = 80
_TASKS = """
query($plan: ID!, $after: String, $first: Int) {
  tasks(where: { plan: $plan }, orderBy: [REF], first: $first, after: $after) {
    pageInfo { hasNextPage endCursor } nodes { __typename id ref text } } }
"""
_TARGETS = """
query($plan: ID!, $after: String, $first: Int) {
  targets(where: { plan: $plan }, orderBy: [REF], first: $first, after: $after) {
    pageInfo { hasNextPage endCursor } nodes { __typename id ref text: metric } } }
"""
_DUTIES = """
query($plan: ID!) { plan(id: $plan) { id symbol title
  reportDuties { __typename id source { quote } } } }
"""
_PAGE = 100
_FILE = "query($plan: ID!) { plan(id: $plan) { file } }"
_KINDS = {"Task": "nhiệm vụ", "Target": "chỉ tiêu", "ReportDuty": "báo cáo"}


def list_parts(settings: Settings, plan: str, *, as_json: bool) -> None:
    """Print every task, target and reporting duty of a document: its id, number, first words."""

    async def work(ask: Ask) -> tuple[Any, list[Any]]:
        given = {"plan": await find_plan(ask, plan)}
        found = (await ask(_DUTIES, given))["plan"]
        paged = {**given, "first": _PAGE}
        parts = [one async for one in nodes_of(ask, _TASKS, "tasks", paged)]
        parts += [one async for one in nodes_of(ask, _TARGETS, "targets", paged)]
        for duty in found.pop("reportDuties"):
            source = duty.pop("source") or {}
            parts.append({**duty, "ref": None, "text": source.get("quote")})
        return found, parts

    found, parts = with_reader(settings, work)
    if as_json:
        print_json(parts)
        return
    lines = [plan_line(found)]
    for part in parts:
        words, kind = one_line(part["text"] or ""), _KINDS[part["__typename"]]
        cut = words if len(words) <= _WORDS else words[:_WORDS] + "…"
        lines.append(f"  {part['id']}\t{part['ref'] or '–'}\t{kind}: {cut}")
    write_lines([*lines, f"Tổng cộng: {len(parts)} mục."], OUT)


def write_original(settings: Settings, plan: str, output: Path | None) -> None:
    """Write the file that a document was read from, byte for byte; nothing is written over."""

    async def work(store: Store) -> StoredFile | None:
        ask = StoreAsk(store, LOCAL_READER)
        found = (await ask(_FILE, {"plan": await find_plan(ask, plan)}))["plan"]
        return await read_source(store.read, found["file"]) if found["file"] else None

    source = with_store(settings, work)
    if source is None:
        raise BadSetting(f"Kho không giữ tệp gốc của {plan}: văn bản này mới chỉ được dẫn tới.")
    target = Path(Path(source.name).name or "tai-lieu") if output is None else output
    try:
        with target.open("xb") as file:
            file.write(source.content)
    except FileExistsError:
        raise BadSetting(
            f"Đã có {target}, không ghi đè: hãy nêu tên tệp khác bằng --output."
        ) from None
    except OSError as error:
        raise BadSetting(f"Không ghi được {target}: {why(error, writing=True)}.") from error
    write_lines([f"Đã ghi {target} ({len(source.content)} byte)."], OUT)
