"""Settings from the options of a command line; what is wrong is told by the option's own name."""

from pathlib import Path

from graph_schema.errors import DauMoiError
from service.settings import Settings, load_settings


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
