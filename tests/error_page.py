"""The examples of docs/errors.md: requests and answers, command lines and what they say."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tests.house import ROOT

_PAGE = (ROOT / "docs" / "errors.md").read_text(encoding="utf-8").partition("<!-- end -->")[2]
_SECTION = re.compile(r"^### `([A-Z_]+)`\n(.+?)(?=^### |\Z)", re.MULTILINE | re.DOTALL)
_BLOCK = re.compile(r"^```(http|console)\n(.+?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Message:
    """A request or an answer."""

    first: str
    headers: Mapping[str, str]
    body: str


def message_of(text: str) -> Message:
    """The parts of a block."""
    head, _, body = text.partition("\n\n")
    first, *lines = head.strip().split("\n")
    headers = dict(line.split(": ", 1) for line in lines)
    return Message(first, headers, body.strip())


SECTIONS = {code: _BLOCK.findall(text) for code, text in _SECTION.findall(_PAGE)}
"""Of each code its blocks, each with the language it is marked with."""


def command_of(code: str) -> tuple[str, str]:
    """The command line of an example and what it says."""
    ((kind, text),) = SECTIONS[code]
    assert kind == "console"
    asked, told = text.strip().split("\n")
    return asked.removeprefix("$ "), told
