"""Five real plans of communes of Hải Phòng: what a secretariat asks of them, by figures."""

import pytest

from loaders import read_plan
from service.store import Store
from tests.house import ROOT
from tests.queries.asking import ask
from tests.queries.seed import load

PLANS = ROOT.parent / "shared" / "plans"
OVERSEERS = (("Nguyễn Hữu Phúc", 14), ("hoàng minh đức", 14), ("DUONG THI HANG NGA", 8))


@pytest.fixture
async def plans(store: Store) -> Store:
    """A store with the five plans, read and loaded as the product does."""
    paths = sorted(PLANS.glob("00?.txt"))
    if len(paths) != 5:
        pytest.skip("needs the five plans of ../shared/plans")
    await load(store, *(read_plan(path.read_bytes(), path.name) for path in paths))
    return store


async def test_each_leader_oversees_the_tasks_that_the_plan_gives_him(plans: Store) -> None:
    text = """query($name: String) { tasks(where: { overseer: { name: $name } }, first: 500) {
      totalCount nodes { id plan { issuer { name } } }
    } }"""
    for name, expected in OVERSEERS:
        found = (await ask(plans, text, name=name))["tasks"]
        assert found["totalCount"] == len(found["nodes"]) == expected, name
        assert len({node["plan"]["issuer"]["name"] for node in found["nodes"]}) == 1


async def test_an_office_finds_its_deputies_and_the_fuller_title_narrows(plans: Store) -> None:
    text = """query($title: String, $name: String) {
      tasks(where: { overseer: { position: $title, name: $name } }) { totalCount }
    }"""
    deputies = (await ask(plans, text, title="Phó Chủ tịch"))["tasks"]["totalCount"]
    standing = (await ask(plans, text, title="pho chu tich thuong truc"))["tasks"]["totalCount"]
    plain = (await ask(plans, text, title="Phó Chủ tịch UBND"))["tasks"]["totalCount"]
    assert (deputies, standing, plain) == (22, 14, 8)
    both = await ask(plans, text, title="Phó Chủ tịch", name="Dương Thị Hằng Nga")
    assert both["tasks"]["totalCount"] == 8


async def test_a_resolution_is_carried_out_by_plans_of_more_than_one_commune(plans: Store) -> None:
    text = """{ documents(where: { symbol: "05-NQ/TU" }) { totalCount nodes {
      known
      carriedOutBy(transitive: true) {
        document { issuer { id } ... on Plan { tasks { totalCount } } }
      }
    } } }"""
    found = (await ask(plans, text))["documents"]
    assert found["totalCount"] == 1
    links = found["nodes"][0]["carriedOutBy"]
    assert len({link["document"]["issuer"]["id"] for link in links}) > 1
    assert all(link["document"]["tasks"]["totalCount"] > 40 for link in links)


async def test_two_plans_of_one_commune_share_its_offices_and_no_others(plans: Store) -> None:
    text = """{ units(where: { name: "Phòng Văn hóa - Xã hội", place: "Kiến An" }) {
      totalCount nodes { tasks(first: 500) { nodes { plan { id issuer { name } } } } }
    } }"""
    found = (await ask(plans, text))["units"]
    assert found["totalCount"] == 1
    held = [task["plan"] for task in found["nodes"][0]["tasks"]["nodes"]]
    assert len({plan["id"] for plan in held}) == 2
    assert len({plan["issuer"]["name"] for plan in held}) == 1


async def test_counts_of_a_plan_agree_from_both_ends(plans: Store) -> None:
    text = """{
      plans { nodes { id tasks { totalCount } targets { totalCount } } }
      tasks { totalCount }
    }"""
    found = await ask(plans, text)
    per_plan = [plan["tasks"]["totalCount"] for plan in found["plans"]["nodes"]]
    assert sum(per_plan) == found["tasks"]["totalCount"] > 200
    for plan in found["plans"]["nodes"]:
        text = """query($id: ID!) {
          tasks(where: { plan: $id }) { totalCount }
          targets(where: { plan: $id }) { totalCount }
        }"""
        counted = await ask(plans, text, id=plan["id"])
        assert counted == {"tasks": plan["tasks"], "targets": plan["targets"]}


async def test_every_quote_of_every_task_and_target_is_the_words_of_its_file(plans: Store) -> None:
    texts = {
        row[0]: row[1] for row in await plans.read("MATCH (f:SourceFile) RETURN f.id, f.text", {})
    }
    quoted = "nodes { source { quote start end file document { id } } }"
    text = f"{{ tasks(first: 500) {{ {quoted} }} targets(first: 500) {{ {quoted} }} }}"
    found = await ask(plans, text)
    sources = [node["source"] for page in found.values() for node in page["nodes"]]
    assert len(sources) > 300
    for source in sources:
        words = texts[source["file"]]
        assert isinstance(words, str)
        assert words[source["start"] : source["end"]] == source["quote"]
        assert source["document"]["id"].startswith("doc_")
