"""How secret a document is, by its printed mark, and what a former store says of it."""

import pytest

from graph_schema.callers import Secrecy
from graph_schema.migrations import migrate
from graph_schema.secrecy import secrecy_of
from queries.execute import Question
from service.store import Store
from tests.engines import make_empty
from tests.queries.asking import ask, reader_of
from tests.queries.secret import HIDDEN, ONLY_SECRET, open_plans, secret_plan
from tests.queries.seed import load
from tests.queries.test_secrecy import READER


@pytest.mark.parametrize(
    ("printed", "level"),
    [
        ("MẬT", Secrecy.SECRET),
        ("Độ mật: Mật", Secrecy.SECRET),
        ("TỐI MẬT", Secrecy.TOP_SECRET),
        ("Tuyệt mật", Secrecy.MOST_SECRET),
        ("HỎA TỐC", Secrecy.OPEN),
        ("Không mật", Secrecy.OPEN),
        ("đã giải mật", Secrecy.OPEN),
        ("", Secrecy.OPEN),
        (None, Secrecy.OPEN),
    ],
)
def test_a_printed_mark_has_a_level(printed: str | None, level: Secrecy) -> None:
    assert secrecy_of(printed) is level


_TOLD = """query($words: String!) { plans { totalCount nodes { title } } tasks { totalCount }
  units { nodes { name } } people { totalCount } search(text: $words) { totalCount } }"""


async def test_a_store_of_a_former_version_hides_what_only_a_secret_document_says(
    bare_store: Store,
) -> None:
    store = bare_store
    await make_empty(store)
    await load(store, *open_plans(), secret_plan())
    async with store.session() as session:
        for forget in (
            "MATCH (n) WHERE n.secret IS NOT NULL SET n.secret = null",
            "MATCH ()-[x]->() WHERE x.secret IS NOT NULL SET x.secret = null",
            "MATCH (m:Migration {version: 11}) DELETE m",
        ):
            await session.execute_write(_run, forget)
    caller = READER
    for words in (HIDDEN, ONLY_SECRET):
        before = await reader_of(store).answer(Question(_TOLD, {"words": words}, None, caller))
        assert before.data is not None
        assert before.data["search"] != {"totalCount": 0}
    async with store.session() as session:
        report = await migrate(session)
    assert report.applied == (11,)
    for words in (HIDDEN, ONLY_SECRET):
        after = await reader_of(store).answer(Question(_TOLD, {"words": words}, None, caller))
        assert after.data is not None
        assert after.data["search"] == {"totalCount": 0}
        assert after.data["plans"]["totalCount"] == len(open_plans())  # type: ignore[index]
    whole = await ask(store, _TOLD, words=HIDDEN)
    assert whole["search"] == {"totalCount": 1}


async def _run(tx: object, statement: str) -> None:
    await (await tx.run(statement)).consume()  # type: ignore[attr-defined]
