"""The reader's version: the same bytes are read anew by one that may read them otherwise."""

import hashlib
from importlib.resources import files

_READING = {"loaders": None, "graph_schema": ("occurrences.py", "periods.py", "vietnamese.py")}
"""The packages whose modules decide what is read; None stands for all modules of one."""
_WRITING = frozenset(
    (
        *("facts.py", "frame_facts.py", "role_facts.py", "work_facts.py", "write.py"),
        *("record_json.py", "corrected_days.py", "succeeding.py"),
    )
)


def digest_of(sources: dict[str, str]) -> str:
    """Twelve letters that differ when a module does; line ends and the order do not count."""
    digest = hashlib.sha256()
    for name in sorted(sources):
        text = "\n".join(sources[name].splitlines())
        digest.update(f"{name}\0{text}\0".encode())
    return digest.hexdigest()[:12]


def reading_sources() -> dict[str, str]:
    """The modules that decide what is read; a wheel and a checkout hold the same."""
    return {
        f"{package}/{module.name}": module.read_text(encoding="utf-8")
        for package, names in _READING.items()
        for module in files(package).iterdir()
        if module.name.endswith(".py") and module.name not in _WRITING
        if names is None or module.name in names
    }


READER = f"1+{digest_of(reading_sources())}"
"""Taken as the program starts, a few milliseconds: it is of the code that runs."""
