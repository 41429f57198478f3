"""What a machine made out of a picture: pieces that are no words at all are no work either."""

import re
import unicodedata
from dataclasses import replace

from graph_schema.model import PlanRecord, Task, UnreadLine
from loaders.ocr import less_sure

_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_SYLLABLE = re.compile(
    r"(?:ngh?|[ckgt]h|ph|nh|tr|qu|gi|[bcdđghklmnpqrstvx])?[aăâeêioôơuưy]{1,3}"
    r"(?:ch|ng|nh|[cmnpt])?",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[^\s,.;:()/“”\"'–-]+")
_WORDS_SHARE = 0.6


def settle_recognised(record: PlanRecord) -> PlanRecord:
    """The record less sure than a typed one; tasks that are no Vietnamese go unread."""
    kept = tuple(task for task in record.tasks if is_worded(task.text))
    lost = tuple(_unread(task) for task in record.tasks if not is_worded(task.text))
    refs = {task.ref for task in kept}
    targets = tuple(one for one in record.targets if one.task_ref is None or one.task_ref in refs)
    return less_sure(replace(record, tasks=kept, targets=targets, unread=(*record.unread, *lost)))


def is_worded(text: str) -> bool:
    """Whether most pieces of a text are syllables of Vietnamese."""
    pieces = [piece for piece in _TOKEN.findall(text) if not piece.isdigit()]
    told = sum(_is_syllable(piece) for piece in pieces)
    return bool(pieces) and told >= _WORDS_SHARE * len(pieces)


def _is_syllable(piece: str) -> bool:
    bare = unicodedata.normalize("NFC", _TONES.sub("", unicodedata.normalize("NFD", piece)))
    return len(bare) > 1 and _SYLLABLE.fullmatch(bare) is not None


def _unread(task: Task) -> UnreadLine:
    return UnreadLine(task.quote, "not-words")
