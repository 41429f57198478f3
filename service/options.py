"""Options that many commands share, given to a command as one value before its own.

What is wrong in settings is told by the option's own name.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from inspect import Parameter, signature
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import typer

from graph_schema.errors import DauMoiError
from service import command_line as line
from service.settings import Settings, load_settings

_P = ParamSpec("_P")
_T = TypeVar("_T")
_V = TypeVar("_V")

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
_DATABASE = {name: kind for name, kind in _OPTIONS.items() if name.startswith("data")}
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


def takes(
    options: Mapping[str, tuple[object, object]], make: Callable[..., _V]
) -> Callable[[Callable[Concatenate[_V, _P], _T]], Callable[..., _T]]:
    """Give a command these options, kind and default by name; it gets what they make first.

    The options stand after the command's own, as its help shows them.
    """
    added = [
        Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=kind)
        for name, (kind, default) in options.items()
    ]

    def give(command: Callable[Concatenate[_V, _P], _T]) -> Callable[..., _T]:
        own = list(signature(command, eval_str=True).parameters.values())[1:]

        @wraps(command)
        def with_options(*args: _P.args, **words: _P.kwargs) -> _T:
            given = {name: words.pop(name) for name in options}
            return command(make(**given), *args, **words)

        with_options.__signature__ = signature(command).replace(parameters=[*own, *added])  # type: ignore[attr-defined]
        with_options.__annotations__ = {one.name: one.annotation for one in [*own, *added]}
        return with_options

    return give


def takes_settings(
    *more: str,
) -> Callable[[Callable[Concatenate[Settings, _P], _T]], Callable[..., _T]]:
    """Give a command the options of the database, and ``more``; it gets the settings first."""
    names = [name for name in _OPTIONS if name in more or name in _DATABASE]
    options = {name: (_OPTIONS[name], _UNSET.get(name)) for name in names}
    return takes(options, lambda **given: settings_of(**_chosen(given)))


def takes_settings_of_family() -> Callable[
    [Callable[Concatenate[Settings, _P], _T]], Callable[..., _T]
]:
    """The same for a command of a family that takes them too: before its name or after it.

    What stands after the name counts where both are given.
    """
    options = {name: (kind, None) for name, kind in _DATABASE.items()}
    return takes({"context": (typer.Context, Parameter.empty), **options}, _of_both)


def _of_both(context: typer.Context, **own: object) -> Settings:
    before = {} if context.parent is None else context.parent.params
    return settings_of(
        **_chosen({n: before.get(n) if own[n] is None else own[n] for n in _DATABASE})
    )


def _chosen(given: Mapping[str, object]) -> dict[str, str | Path | bool | None]:
    """What was given of these options; a flag unset says nothing."""
    return {
        name: value if isinstance(value, str | Path) or value is True else None
        for name, value in given.items()
    }
