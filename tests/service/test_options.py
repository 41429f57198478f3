"""Options that commands share: where they may stand, and which of two counts."""

from pathlib import Path

import pytest
import typer
from typer.core import TyperCommand, TyperGroup
from typer.testing import CliRunner

from service import command_line as line
from service.options import takes_settings, takes_settings_of_family
from service.program import COMMANDS, command_of
from service.settings import Settings

_DATABASE = {
    "--data-folder",
    "--database-uri",
    "--database-user",
    "--database-name",
    "--database-password-file",
}
_OWN_FILES = {"read", "schema"}
"""Commands that open no database."""
_ELSEWHERE = "elsewhere"


def _commands() -> list[tuple[str, TyperCommand]]:
    """Every command with its name; a member of a family with the names of both."""
    found: list[tuple[str, TyperCommand]] = []
    for name in COMMANDS:
        command = command_of(name)
        if isinstance(command, TyperGroup):
            members = command.commands.items()
            found += [(f"{name} {n}", m) for n, m in members if isinstance(m, TyperCommand)]
        else:
            found.append((name, command))
    return found


@pytest.mark.parametrize(("name", "command"), _commands(), ids=[name for name, _ in _commands()])
def test_every_command_takes_the_options_of_the_database_behind_its_name(
    name: str, command: TyperCommand
) -> None:
    options = {option for one in command.params for option in one.opts}
    assert name in _OWN_FILES or options >= _DATABASE


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--data-folder", "a", "show"), "a"),
        (("show", "--data-folder", "b"), "b"),
        (("--data-folder", "a", "show", "--data-folder", "b"), "b"),
        (("show",), _ELSEWHERE),
    ],
)
def test_an_option_of_a_family_stands_before_or_behind_the_name_and_the_latter_counts(
    monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], expected: str
) -> None:
    monkeypatch.setenv("DAUMOI_DATA_FOLDER", _ELSEWHERE)
    family = typer.Typer(cls=line.Group, pretty_exceptions_enable=False)
    seen: list[Path] = []

    @family.callback()
    @takes_settings()
    def callback(settings: Settings) -> None:
        assert settings

    @family.command("show", cls=line.Command)
    @takes_settings_of_family()
    def show(settings: Settings) -> None:
        seen.append(settings.data_folder)

    result = CliRunner().invoke(family, words)
    assert result.exit_code == 0, result.output
    assert seen == [Path(expected).absolute()]
