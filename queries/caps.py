"""How much one argument may hold: refused before anything is folded, compiled or read."""

from collections.abc import Iterable, Mapping

from graphql import ArgumentNode, DocumentNode, GraphQLError, VariableNode, Visitor, visit

from graph_schema.errors import BadQuestion

MAX_TEXT = 500
"""Letters of a name, an id or the words of a search."""
MAX_WORDS = 10_000
"""Letters of what a change sets: the words of a task may be long."""
MAX_CURSOR = 10_000
"""A cursor holds the keys of its order, and a title may be long."""
MAX_ITEMS = 100
_CURSORS = frozenset({"after", "before"})
_SHOWN = 80


def check_argument(name: str, value: object, letters: int = MAX_TEXT) -> None:
    """Refuse what an argument holds over the caps, at any depth; the sentence names it."""
    if isinstance(value, str):
        most = MAX_CURSOR if name in _CURSORS else letters
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


def cursor_variables(document: DocumentNode) -> frozenset[str]:
    """The variables that stand where a cursor is given."""
    found = _Cursors()
    visit(document, found)
    return frozenset(found.names)


class _Cursors(Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def enter_argument(self, node: ArgumentNode, *_: object) -> None:
        if node.name.value in _CURSORS and isinstance(node.value, VariableNode):
            self.names.add(node.value.name.value)


def check_variables(
    names: Iterable[str],
    values: Mapping[str, object],
    cursors: frozenset[str],
    letters: int = MAX_TEXT,
) -> None:
    """Refuse variables over the caps; ``cursors`` are those that stand for an ``after``."""
    for name in names:
        if name in cursors and isinstance(values.get(name), str):
            check_argument("after", values[name])
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
