"""Totals add up as documented, whatever the tasks: a shared task is in each group, in all once."""

from collections import Counter
from random import Random

import pytest

from service.store import Store
from tests.queries.asking import ask
from tests.queries.dated_rows import DAY, WAYS, drop_rows, task_row, write, write_rows

_SHARED = """UNWIND $rows AS row MATCH (t:Task {id: row[0]}) MATCH (u:Unit {id: row[1]})
CREATE (u)-[:LEADS {order: 2, due_of: u.id + ' ' + t.due_key + ' ' + t.id}]->(t)"""
_PLACES = """UNWIND $rows AS row MATCH (d:Document {id: row[0]}) MATCH (u:Unit {id: row[1]})
MERGE (p:Place {id: row[2]}) SET p.name = row[2], p.search = row[2], p.sort = row[2]
MERGE (u)-[:SITS_IN]->(p) MERGE (d)-[:ISSUED_BY]->(u)"""
_COUNTS = """assigned doneOnTime doneLate doneWithoutDeadline open openInTerm openOverdue
  openWithoutDeadline cancelled openNeverReported openReportedOver90DaysAgo
  openReported30To90DaysAgo openReportedUnder30DaysAgo"""
_STATISTICS = f"""query($by: StatisticsBy!, $day: Date!) {{
  statistics(by: $by, asOf: $day) {{ total {{ {_COUNTS} }}
    groups {{ label of {{ id }} summary {{ {_COUNTS} }} }} loads {{ groups }} }}
}}"""
_UNITS, _PLANS = ("unit_a", "unit_b", "unit_c"), ("doc_p", "doc_q")


@pytest.mark.parametrize("seed", range(4))
async def test_totals_by_unit_plan_and_place_add_up(store: Store, seed: int) -> None:
    chance = Random(seed)
    await drop_rows(store)
    made, shared, leads = [], [], Counter[str]()
    # Each unit and plan once at least, so that all of them are there.
    for at in range(6 + chance.randrange(40)):
        unit, plan = _UNITS[at % 3], _PLANS[at % 2 if at < 2 else chance.randrange(2)]
        way = WAYS[chance.choice(sorted(WAYS))]
        made.append(task_row(f"t{at:03}", way, unit=unit, plan=plan))
        others = chance.sample([one for one in _UNITS if one != unit], chance.randrange(3))
        shared += [[f"t{at:03}", one] for one in others]
        leads.update([unit, *others])
    await write_rows(store, made)
    await write(store, _SHARED, {"rows": shared})
    places = [["doc_p", "unit_a", "place_a"], ["doc_q", "unit_b", "place_b"]]
    await write(store, _PLACES, {"rows": places})
    for by in ("UNIT", "PLAN", "PLACE"):
        found = (await ask(store, _STATISTICS, by=by, day=DAY))["statistics"]
        total, groups = found["total"], found["groups"]
        assert total["assigned"] == len(made)
        ages = [count for name, count in total.items() if name.startswith(("openN", "openR"))]
        assert sum(ages) == total["open"]
        assert sum(band["groups"] for band in found["loads"]) == len(groups)
        sums = {name: sum(group["summary"][name] for group in groups) for name in total}
        if by == "UNIT":
            assert {g["of"]["id"]: g["summary"]["assigned"] for g in groups} == leads
            assert sums["assigned"] == len(made) + len(shared)
            assert all(sums[name] >= total[name] for name in total)
        else:
            assert sums == total
