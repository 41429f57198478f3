"""Where documents first say something of a node, told by what carries their words."""

from queries.given import Binder
from queries.paths import where
from queries.rows import Scope
from queries.shapes import First

# Of what one way finds, the first: by document, then by its place in that.
_FIRST = (
    "COLLECT {{ {clauses}{held} WITH {e}, {order} AS {e}k "
    "ORDER BY {e}k, {e}.start, {e}.end, {e}.rule, coalesce({e}.inherited_from, '') LIMIT 1 "
    "RETURN {row} }}"
)
_PLACE = "[{e}k, {e}.start, {e}.end, {e}.rule, coalesce({e}.inherited_from, '')]"
_SAID = ("{e}.quote IS NOT NULL", "{e}.corrected_by IS NULL")


def place_of(e: str) -> str:
    """Among all that documents say, where this stands: the first item of its row."""
    return _PLACE.format(e=e)


def said_first(binder: Binder, shape: First, scope: Scope, e: str, row: str) -> str:
    """A list with the first that each way finds, and who asks may see."""
    found = []
    for saying in shape.sayings:
        names = {"m": binder.name("m"), "e": e}
        conditions = (*_SAID, saying.held) if saying.held else _SAID
        held = where((*(scope.fill(one, **names) for one in conditions), *binder.sight.of(e)))
        clauses, order = (scope.fill(part, **names) for part in (saying.clauses, saying.order))
        found.append(_FIRST.format(clauses=clauses, held=held, e=e, order=order, row=row))
    return " + ".join(found)
