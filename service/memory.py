"""The garbage collector of a service that runs for long: what the start made is here to stay."""

import gc

# An answer is a few thousand lists that live together and end together. By measurement (docs/
# performance.md): the longest pauses come from walking over what the start made, again and again.
_YOUNG, _MIDDLE, _OLD = 10_000, 20, 50


def keep_what_started() -> None:
    """Never look again at schema, modules and tables; collect what questions leave more rarely."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, _MIDDLE, _OLD)
