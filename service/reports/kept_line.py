"""``daumoi report kept``: the period reports that are kept in the store."""

from typing import Annotated

import typer

from graph_schema.callers import LOCAL_READER
from queries.sight import Sight
from queries.snapshots import Kept, read_snapshots
from service.asking import with_store
from service.console import write_answer
from service.options import takes_settings_of_family
from service.reports.kept import kept_file
from service.reports.listed import ListForm
from service.settings import Settings
from service.store import Store


@takes_settings_of_family()
def kept(
    settings: Settings,
    form: Annotated[
        ListForm, typer.Option("--format", metavar="DẠNG", help="table, csv, json, md.")
    ] = ListForm.TABLE,
) -> None:
    """Các bản chốt số liệu kỳ đang giữ trong kho.

    The period reports that are kept.
    """

    async def work(store: Store) -> tuple[Kept, ...]:
        return await read_snapshots(store.read, Sight(LOCAL_READER.clearance))

    found = with_store(settings, work)
    write_answer(kept_file(found, form))
