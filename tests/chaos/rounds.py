"""How much chaos a run makes: a little in every run, as much as one likes by a variable."""

import os


def rounds(usual: int) -> int:
    """DAUMOI_CHAOS_ROUNDS when it is set (100 for the full measure), else the usual few."""
    return int(os.environ.get("DAUMOI_CHAOS_ROUNDS") or usual)
