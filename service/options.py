"""Settings from the options of a command line; what is wrong is told by the option's own name."""

from collections.abc import Callable, Iterable
from functools import wraps
from inspect import Parameter, signature
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from graph_schema.errors import DauMoiError
from service import command_line as line
from service.settings import Settings, load_settings

_P = ParamSpec("_P")
_T = TypeVar("_T")

_OPTIONS = {
    "host": line.Host,
    "port": line.Port,
    "workers": line.Workers,
    "data_folder": line.DataFolder,
    "database_uri": line.DatabaseUri,
    "database_user": line.DatabaseUser,
    "database_name": line.DatabaseName,
    "database_password_file": line.DatabasePasswordFile,
    "ocr": line.Ocr,
}
_UNSET: dict[str, object] = {"ocr": False}


def settings_of(**options: str | Path | bool | None) -> Settings:
    """The settings with these options; a sentence about an option names it as it was typed."""
    try:
        return load_settings(**options)
    except DauMoiError as error:
        for name, value in options.items():
            if value is not None:
                option = "--" + name.replace("_", "-")
                error.sentence = error.sentence.replace(f"DAUMOI_{name.upper()} =", f"{option} =")
        raise


def takes_settings(
    *more: str,
) -> Callable[[Callable[Concatenate[Settings, _P], _T]], Callable[..., _T]]:
    """Give a command the options of the database, and ``more``; it gets the settings first.

    The options stand after the command's own, as its help shows them.
    """
    options = {
        name: kind for name, kind in _OPTIONS.items() if name in more or name.startswith("data")
    }

    def give(command: Callable[Concatenate[Settings, _P], _T]) -> Callable[..., _T]:
        own = list(signature(command, eval_str=True).parameters.values())[1:]
        added = [
            Parameter(name, Parameter.KEYWORD_ONLY, default=_UNSET.get(name), annotation=kind)
            for name, kind in options.items()
        ]

        @wraps(command)
        def with_options(*args: _P.args, **words: _P.kwargs) -> _T:
            return command(settings_of(**_chosen(words, options)), *args, **words)

        with_options.__signature__ = signature(command).replace(parameters=[*own, *added])  # type: ignore[attr-defined]
        with_options.__annotations__ = {one.name: one.annotation for one in [*own, *added]}
        return with_options

    return give


def _chosen(words: dict[str, object], names: Iterable[str]) -> dict[str, str | Path | bool | None]:
    """Take the options of settings out of what a command was given; a flag unset says nothing."""
    chosen: dict[str, str | Path | bool | None] = {}
    for name in names:
        value = words.pop(name)
        chosen[name] = value if isinstance(value, str | Path) or value is True else None
    return chosen
