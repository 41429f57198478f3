"""GraphQL over HTTP as the whole ecosystem checks it: the audit suite of graphql-http."""

import asyncio
import json

from service.app import create_app
from tests.house import ROOT
from tests.node import node_packages, run_node
from tests.service.answering import FixedStore, served

AUDITS = 61


async def test_every_audit_of_graphql_over_http_passes() -> None:
    node_packages()
    script = ROOT / "tests" / "npm" / "audit.cjs"
    async with served(create_app(FixedStore())) as address:
        said = await asyncio.to_thread(run_node, [script, f"{address}/graphql"])
    audits = json.loads(said)
    assert [audit for audit in audits if audit["status"] != "ok"] == []
    assert len(audits) == AUDITS
