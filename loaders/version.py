"""The reader's version: the same bytes are read anew by a later one."""

READER = "1"
