"""What of a file's name is never shown: controls, and marks that turn or hide letters."""

import re

UNPRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
