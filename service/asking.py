"""Questions that the program itself asks, as any front end would: of a store, page after page."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Any, TypeVar

from graph_schema.callers import LOCAL_READER, Caller
from graph_schema.migrations import migrate
from queries.execute import Reader
from service.console import log_into
from service.limits import QuestionLimits
from service.running import run
from service.schema import build_schema, core_schema
from service.settings import Settings
from service.store import Store, open_store

_T = TypeVar("_T")

Ask = Callable[[str, Mapping[str, object]], Awaitable[Any]]
"""One question answered: its data as JSON says it; whatever is wrong is raised."""


class StoreAsk:
    """Questions of a command, answered as the API answers them."""

    def __init__(self, store: Store, caller: Caller) -> None:
        """Ask this store as somebody may."""
        self._caller = caller
        core = core_schema(build_schema())
        self._reader = Reader(core, store.read, QuestionLimits(core))

    async def __call__(self, text: str, given: Mapping[str, object]) -> Any:  # noqa: ANN401
        """The answer to one question; an error of it is a refusal."""
        return await self._reader.ask(self._caller, text, given)


async def nodes_of(
    ask: Ask, text: str, name: str, given: Mapping[str, object]
) -> AsyncIterator[Any]:
    """Every node of a list, page after page."""
    after: str | None = None
    while True:
        page = (await ask(text, {**given, "after": after}))[name]
        for node in page["nodes"]:
            yield node
        if not page["pageInfo"]["hasNextPage"]:
            return
        after = page["pageInfo"]["endCursor"]


def with_reader(settings: Settings, work: Callable[[Ask], Awaitable[_T]]) -> _T:
    """Do what only asks, in the store that the settings name."""

    async def opened(store: Store) -> _T:
        return await work(StoreAsk(store, LOCAL_READER))

    return with_store(settings, opened)


def with_store(settings: Settings, work: Callable[[Store], Awaitable[_T]]) -> _T:
    """Do something in the store that the settings name; a store that is not there is not made."""
    settings.check_stored()
    return in_store(settings, work)


def in_store(settings: Settings, work: Callable[[Store], Awaitable[_T]]) -> _T:
    """Do something in the store that the settings name; it is made where there is none."""
    log_into(settings.data_folder)

    async def opened() -> _T:
        async with open_store(settings, join=True, brief=True) as store:
            async with store.session() as session:
                await migrate(session)
            return await work(store)

    return run(opened)
