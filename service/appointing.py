"""`appoint` and `endAppointment`: from the input of a mutation to what it answers."""

from graph_schema.callers import Caller
from graph_schema.dated import instant
from graph_schema.errors import NotCorrected
from loaders.appointing import Appointment, appoint
from queries.caps import MAX_TEXT, MAX_WORDS
from queries.change import Payload
from service.store import Store
from service.work import NOBODY, Input, day_of, key_of, text_of


async def begin(store: Store, given: Input, caller: Caller) -> Payload:
    """Somebody takes an office up."""
    return await _record(store, given, caller, ends=False)


async def end(store: Store, given: Input, caller: Caller) -> Payload:
    """Somebody leaves an office."""
    return await _record(store, given, caller, ends=True)


async def _record(store: Store, given: Input, caller: Caller, *, ends: bool) -> Payload:
    words = {
        name: text_of(given, name, MAX_TEXT)
        for name in ("person", "name", "position", "title", "unit")
    }
    if (words["person"] is None) == (words["name"] is None):
        raise NotCorrected("Hãy nêu person hoặc name, một trong hai. (One of the two.)", "person")
    by_title = (words["title"] is not None, words["unit"] is not None)
    if by_title not in ((True, True), (False, False)) or (words["position"] is None) != by_title[0]:
        raise NotCorrected(
            "Hãy nêu position, hoặc title và unit. (An office, or its title and unit.)", "position"
        )
    asked = Appointment(
        ends,
        day_of(given, "to" if ends else "from"),
        caller.signs_as(text_of(given, "by", MAX_TEXT) or NOBODY),
        instant(),
        beside=given.get("beside") is True,
        reason=text_of(given, "reason", MAX_WORDS),
        key=key_of(given),
        expected=text_of(given, "expectedVersion", MAX_TEXT),
        clearance=caller.clearance,
        **words,
    )
    done = await store.write(lambda tx: appoint(tx, asked))
    values = {"id": done.id, "repeated": done.repeated, "note": done.note}
    kind = "AppointmentEnded" if ends else "Appointed"
    return Payload(kind, values, {"person": done.person, "position": done.position})
