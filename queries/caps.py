"""How much one argument may hold: refused before anything is folded, compiled or read."""

from collections.abc import Iterable, Mapping

from graphql import (
    ArgumentNode,
    DocumentNode,
    GraphQLError,
    ObjectFieldNode,
    VariableNode,
    Visitor,
    visit,
)

from graph_schema.errors import BadQuestion

MAX_TEXT = 500
"""Letters of a name, an id or the words of a search."""
MAX_WORDS = 10_000
"""Letters of what a change sets: the words of a task may be long."""
MAX_FILE = 1_048_576
"""Letters of a file that is sent inside a question; larger ones are sent by themselves."""
MAX_CURSOR = 10_000
"""A cursor holds the keys of its order, and a title may be long."""
MAX_ITEMS = 100
_CURSORS = frozenset({"after", "before"})
_FILE = "contentBase64"
_SHOWN = 80


def check_argument(name: str, value: object, letters: int = MAX_TEXT) -> None:
    """Refuse what an argument holds over the caps, at any depth; the sentence names it."""
    if isinstance(value, str):
        most = MAX_CURSOR if name in _CURSORS else letters
        if letters == MAX_WORDS and name.rpartition(".")[2] == _FILE:
            most = MAX_FILE
        if len(value) > most:
            raise _too_much(name, f"dài quá {most} ký tự", f"is over {most} letters")
    elif isinstance(value, dict):
        _check_size(name, value)
        for key, item in value.items():
            check_argument(f"{name}.{shorten(str(key))}", item, letters)
    elif isinstance(value, list):
        _check_size(name, value)
        for item in value:
            check_argument(name, item, letters)


def long_variables(document: DocumentNode) -> Mapping[str, str]:
    """The variables that stand where a cursor or a file is given, and the name of that place."""
    found = _Long()
    visit(document, found)
    return found.names


class _Long(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.names: dict[str, str] = {}

    def enter_argument(self, node: ArgumentNode, *_: object) -> None:
        if node.name.value in _CURSORS and isinstance(node.value, VariableNode):
            self.names[node.value.name.value] = node.name.value

    def enter_object_field(self, node: ObjectFieldNode, *_: object) -> None:
        if node.name.value == _FILE and isinstance(node.value, VariableNode):
            self.names[node.value.name.value] = _FILE


def check_variables(
    names: Iterable[str],
    values: Mapping[str, object],
    long: Mapping[str, str],
    letters: int = MAX_TEXT,
) -> None:
    """Refuse variables over the caps; ``long`` are those that may be longer."""
    for name in names:
        if name in long and isinstance(values.get(name), str):
            check_argument(long[name], values[name], letters)
        else:
            check_argument(f"${name}", values.get(name), letters)


def shorten(text: str) -> str:
    """As much of a user's text as a sentence repeats."""
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _check_size(name: str, value: list[object] | dict[str, object]) -> None:
    if len(value) > MAX_ITEMS:
        raise _too_much(name, f"có quá {MAX_ITEMS} mục", f"has over {MAX_ITEMS} items")
    for key in value if isinstance(value, dict) else ():
        if len(key) > MAX_TEXT:
            raise _too_much(name, f"có tên dài quá {MAX_TEXT} ký tự", "has a name too long")


def _too_much(name: str, vietnamese: str, english: str) -> GraphQLError:
    return GraphQLError(
        f"“{name}” {vietnamese}: hãy rút ngắn lại. ({name} {english}.)",
        extensions={"code": BadQuestion.code},
    )
