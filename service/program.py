"""The commands of the program by name: each is imported when it is asked for, and not before.

A command that only reads a file does not wait for the libraries of the database and of the API.
"""

from importlib import import_module
from typing import cast

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command, get_group

from service.command_line import Command, Group

COMMANDS = {
    "read": "service.read_line:read",
    "load": "service.load_line:load",
    "serve": "service.serve_line:serve",
    "review": "service.review_line:review_app",
    "report": "service.reports.report_line:report_app",
    "collect": "service.reports.collect_line:collect",
    "stats": "service.reports.stats:stats",
    "check": "service.reports.check_line:check",
    "remind": "service.reminders.line:remind_command",
    "letter": "service.reminders.letter_line:letter_app",
    "contact": "service.reminders.line:contact_app",
    "calendar": "service.live_line:calendar_app",
    "webhook": "service.live_line:webhook_app",
    "token": "service.token_command:token_app",
    "reread": "service.load_line:reread",
    "original": "service.stored_line:original",
    "audit": "service.stored_line:audit",
    "schema": "service.serve_line:schema",
}
"""Module and name of each command, a function or a family, in the order of the help."""


class Program(Group):
    """The whole program: the commands of the table, and those that it defines itself."""

    # The base class names its context by a private type; typer hands out none but its own.
    def list_commands(self, ctx: typer.Context) -> list[str]:  # type: ignore[override]
        """The names, as the help shows them."""
        return [*COMMANDS, *super().list_commands(ctx)]

    def get_command(  # type: ignore[override]
        self, ctx: typer.Context, cmd_name: str
    ) -> TyperCommand | TyperGroup | None:
        """The command of that name, imported now; none if there is none."""
        if cmd_name in COMMANDS:
            return command_of(cmd_name)
        own = super().get_command(ctx, cmd_name)
        return own if isinstance(own, TyperCommand | TyperGroup) else None


def command_of(name: str) -> TyperCommand | TyperGroup:
    """A command of the table."""
    module, _, attribute = COMMANDS[name].partition(":")
    found = getattr(import_module(module), attribute)
    if isinstance(found, typer.Typer):
        family = get_group(found)
        family.name = name
        return family
    alone = typer.Typer(add_completion=False)
    alone.command(name, cls=Command)(found)
    return cast(TyperCommand, get_command(alone))
