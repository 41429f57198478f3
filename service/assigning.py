"""`assign` and `unassign`: corrections of who does what, so that they outlive every re-reading.

Each holds from a day on: who had the role before is kept with the day on which it ended.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

from graph_schema.corrections import CorrectionKind
from graph_schema.dated import today
from graph_schema.errors import NotCorrected, UnknownName
from graph_schema.identity import keyed_correction_id
from graph_schema.vietnamese import compare_key
from loaders.correcting import Done, key_taken, of_two_values
from loaders.known_names import Names
from queries.anchors import find_kept, find_subject
from queries.assigned import ROLES, Assigned, find_assigned
from service.corrections import Said, Wanted, correct
from service.store import Store

_TRIES = 3


async def assign(store: Store, node: str, role: str, who: str, said: Said) -> Done:
    """Give somebody a role beside those who have it."""
    return await _alter(store, node, role, who, said, adding=True)


async def unassign(store: Store, node: str, role: str, who: str, said: Said) -> Done:
    """Take a role from somebody; those beside keep it."""
    return await _alter(store, node, role, who, said, adding=False)


async def _alter(store: Store, node: str, role: str, who: str, said: Said, *, adding: bool) -> Done:
    """Set the whole list anew, upon the very version that it was read of."""
    if not adding:  # those who stay are known
        said = replace(said, names=Names(new=True))
    who = " ".join(who.split())
    if not who:
        raise NotCorrected("Hãy nêu tên đơn vị hoặc người. (Say who.)", "who")
    for attempt in range(_TRIES):
        expected = said.expected_version or await _version(store, node)
        now = await find_assigned(store.read, node, role)
        value = await _repeated(store, said) or _altered(now, who, adding=adding)
        wanted = Wanted(node, CorrectionKind.SET_VALUE, ROLES[role][0], value)
        upon = replace(said, expected_version=expected, on=said.on or today().isoformat())
        try:
            return await correct(store, wanted, upon)
        except UnknownName as unknown:
            raise UnknownName(unknown.sentence, "who") from unknown
        except NotCorrected as refused:
            if refused.field == "expectedVersion" and said.expected_version is not None:
                words = tuple(one.words for one in now)
                raise of_two_values(refused, ROLES[role][0], words, (who,)) from refused
            if refused.field != "expectedVersion" or attempt + 1 == _TRIES:
                raise
    raise AssertionError("the last try either answers or raises")


async def _version(store: Store, node: str) -> str | None:
    subject = await find_subject(store.read, node)
    return None if subject is None else subject.version


async def _repeated(store: Store, said: Said) -> tuple[str, ...] | None:
    """The list that the same key set before."""
    if said.key is None:
        return None
    kept: Mapping[str, object] | None = await find_kept(store.read, keyed_correction_id(said.key))
    if kept is None:
        return None
    if said.on is not None and kept.get("on") != said.on:
        raise key_taken()
    return tuple(map(str, cast(Sequence[object], kept.get("value") or ())))


def _altered(now: Sequence[Assigned], who: str, *, adding: bool) -> tuple[str, ...]:
    words = tuple(one.words for one in now)
    there = {one.words for one in now if _is(one, who)}
    if adding:
        if there:
            raise NotCorrected(f"“{who}” đã có vai trò này. (Has the role already.)", "who")
        return (*words, who)
    if not there:
        has = "; ".join(words) or "chưa có ai"
        raise NotCorrected(f"“{who}” không có vai trò này; đang có: {has}. (Not in it.)", "who")
    return tuple(one for one in words if one not in there)


def _is(one: Assigned, who: str) -> bool:
    """By the words of the document, by what the API calls it, or by its id.

    A leader is known by the name alone: the office stands after a comma.
    """
    names = (one.words, one.words.partition(",")[0], one.name)
    return who == one.id or compare_key(who) in map(compare_key, names)
