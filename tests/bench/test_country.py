"""The bench's country: the same for the same seed, shaped like real plans, and answered alike."""

from collections import Counter
from random import Random

import orjson

from bench.answers import Json, difference, found, plain
from bench.asking import body, drawn_from
from bench.loading import load_records
from bench.plans import records
from bench.questions import QUESTIONS, Question, Variables
from graph_schema.model import PlanRecord
from loaders.write import check_record
from service.store import Store
from tests.engines import Engines, make_empty
from tests.queries.asking import ask

TASKS = 400


def _plans(country: list[PlanRecord]) -> list[PlanRecord]:
    return [record for record in country if record.tasks]


def test_the_same_seed_makes_the_same_country_and_another_seed_another_one() -> None:
    assert list(records(TASKS)) == list(records(TASKS))
    assert list(records(TASKS)) != list(records(TASKS, seed=8))


def test_a_larger_country_begins_like_a_smaller_one() -> None:
    smaller, larger = list(records(TASKS)), list(records(2 * TASKS))
    assert larger[: len(smaller) - 1] == smaller[:-1]  # the last plan is cut to the size asked for


def test_a_country_has_as_many_tasks_as_were_asked_for() -> None:
    assert [sum(len(r.tasks) for r in records(size)) for size in (1, 57, 12_000)] == [1, 57, 12_000]


def test_every_value_of_a_record_rests_on_its_words() -> None:
    for record in records(TASKS):
        check_record(record)


def test_places_and_files_are_each_met_under_one_name() -> None:
    plans = _plans(list(records(12_000)))
    files = {record.source.sha256 for record in plans}
    places = {record.document.place: record.document.province for record in plans}
    pairs = {(record.document.place, record.document.province) for record in plans}
    assert len(files) == len(plans)
    assert len(pairs) == len(places) > 10


def test_few_units_and_leaders_have_much_work_and_some_work_has_nobody() -> None:
    plans = _plans(list(records(10_000)))
    tasks = [(record.document.province or "", task) for record in plans for task in record.tasks]
    leading = Counter((at, unit.name) for at, task in tasks for unit in task.lead)
    (_, most), *_ = leading.most_common(1)
    owned = [bool(t.owners) for r in plans for t in r.targets if t.task_ref is None]
    assert 20 <= len(tasks) / len(plans) <= 40
    assert most > 5 * sorted(leading.values())[len(leading) // 2]
    assert 0.05 < sum(not task.lead for _, task in tasks) / len(tasks) < 0.15
    assert 0.2 < sum(not task.overseers for _, task in tasks) / len(tasks) < 0.3
    assert 0.3 < owned.count(False) / len(owned) < 0.5
    assert 0.6 < sum(task.due is not None for _, task in tasks) / len(tasks) < 0.8


async def _asked(store: Store, question: Question, variables: Variables) -> Json:
    request = orjson.loads(body(question, "ours", variables))
    data = await ask(store, request["query"], **request["variables"])
    return plain(found(data, question.paths["ours"]))


async def _by_hand(store: Store, question: Question, variables: Variables) -> Json:
    text = question.text("floor")
    assert text is not None
    rows: list[Json] = [row[0] for row in await store.read(text, dict(variables))]  # type: ignore[misc]
    return plain(found(rows, question.paths["floor"]))


_ONLY_CITED = "MATCH (d:Document) WHERE NOT d.known RETURN d.symbol"


async def test_the_service_answers_every_question_as_the_statement_by_hand(
    engines: Engines,
) -> None:
    store = await engines.store("embedded")
    await make_empty(store)
    done = await load_records(store, records(TASKS // 2))
    cited = [str(row[0]) for row in await store.read(_ONLY_CITED, {})]
    told, empty = [], []
    for question in QUESTIONS:
        rows = await store.read(question.pool, {})
        pool: list[Variables] = [dict(row[0]) for row in rows]  # type: ignore[call-overload]
        answers = [
            (await _asked(store, question, drawn), await _by_hand(store, question, drawn))
            for drawn in drawn_from(pool, question, Random(7))[:3]
        ]
        told += [difference(*both) for both in answers if both[0] != both[1]]
        empty += [question.name for ours, _ in answers[:1] if not ours]
    assert done.tasks == TASKS // 2
    assert (told, empty) == ([], [])
    assert cited
    assert all(symbol.endswith("NQ/TW") for symbol in cited)  # plans meet what they carry out


def test_answers_in_the_dress_of_two_servers_are_the_same_and_a_changed_one_is_not() -> None:
    ours: Json = {"nodes": [{"id": "1", "due": {"end": "2026"}, "plan": {"id": "p"}}]}
    peer: Json = [{"id": "1", "due": "2026", "plan": [{"id": "p"}]}]
    other: Json = [{"id": "1", "due": "2027", "plan": [{"id": "p"}]}]
    assert difference(plain(ours), plain(peer)) is None
    assert difference(plain(ours), plain(other)) == '[0].due: "2026" and "2027"'


def test_only_inner_lists_may_come_in_any_order() -> None:
    first: Json = {"tasks": [{"id": "1", "leads": [{"id": "a"}, {"id": "b"}]}, {"id": "2"}]}
    same: Json = {"tasks": [{"id": "1", "leads": [{"id": "b"}, {"id": "a"}]}, {"id": "2"}]}
    turned: Json = {"tasks": [{"id": "2"}, {"id": "1", "leads": [{"id": "a"}, {"id": "b"}]}]}
    assert difference(plain(first), plain(same)) is None
    assert difference(plain(first), plain(turned)) is not None
