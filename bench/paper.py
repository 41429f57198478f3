"""A sheet that records are written on: every value rests on its words, as with a real document."""

import hashlib
import io

from graph_schema.model import OverseerMention, Quote, Source, UnitMention

_RULE = "bench"
_READER = "bench-1"


class Paper:
    """The text of one document, line by line; each line written is a quote of it."""

    def __init__(self) -> None:
        """An empty sheet."""
        self._lines = io.StringIO()
        self._length = 0

    def line(self, words: str, *, field: str | None = None) -> Quote:
        """Write one line; the quote is of ``field`` in it, or of the whole line."""
        chosen = words if field is None else field
        start = self._length + (0 if field is None else words.index(field))
        self._lines.write(words + "\n")
        self._length += len(words) + 1
        return Quote(chosen, start, start + len(chosen), _RULE)

    def units(self, label: str, names: list[str]) -> tuple[UnitMention, ...]:
        """Units that stand in one line behind their label."""
        if not names:
            return ()
        start = self._length + len(label) + 2
        self.line(f"{label}: {'; '.join(names)}")
        mentions = []
        for name in names:
            quote = Quote(name, start, start + len(name), _RULE)
            collective = name.startswith(("Các ", "UBND các "))
            mentions.append(UnitMention(name, collective, quote))
            start += len(name) + 2
        return tuple(mentions)

    def overseer(self, name: str | None, position: str) -> OverseerMention:
        """A leader by name and office, or by the office alone."""
        words = f"{name}, {position}" if name else position
        return OverseerMention(name, position, None, self.line(f"Chỉ đạo: {words}", field=words))

    def source(self, name: str) -> Source:
        """The sheet as the file that it would have been read from."""
        text = self._lines.getvalue()
        content = text.encode()
        digest = hashlib.sha256(content).hexdigest()
        return Source(digest, "text/plain", name, text, content, _READER)
