"""Reports of five thousand tasks: drawn in seconds of the processor, by a brief engine."""

from pathlib import Path

import pytest

from service.engine_process import EnginePorts, keeper_command
from service.reports.render import Drawn, Form, draw
from tests.quickest import quickest
from tests.service.reports.samples import HEAD, a_report

_SECONDS = 5.0
_OPTIMISER = "-XX:TieredStopAtLevel=1"


@pytest.mark.parametrize("form", [Form.XLSX, Form.DOCX, Form.CSV, Form.JSON, Form.MD])
def test_five_thousand_rows_are_drawn_in_seconds(form: Form) -> None:
    report = a_report(5_000)
    drawn: list[Drawn] = []
    assert quickest(lambda: drawn.append(draw(report, form, HEAD)), _SECONDS) <= _SECONDS
    assert len(drawn[-1].content) > 100_000


@pytest.mark.parametrize("brief", [True, False])
def test_only_a_command_that_asks_and_ends_goes_without_the_optimiser(brief: bool) -> None:
    java = Path("jre", "bin", "java")
    command = keeper_command(java.absolute(), Path("engine"), EnginePorts(1, 2), brief=brief)
    assert (_OPTIMISER in command) is brief
