"""Given lines: "Giao X chủ trì, phối hợp với Y thực hiện; hoàn thành …", which says no work itself.

Such a paragraph tells who does what stands above it, and by when: it is an assignment line. So is
"Hoàn thành trước ngày 30/11/2026." on a line of its own.
"""

import re

from loaders.dates import read_time_value
from loaders.labels import Attribute, Labelled
from loaders.lexicon import UNIT_START
from loaders.passages import Words
from loaders.unit_lists import read_units

_GIVES = re.compile(r"(?:Giao|Phân công)(?: nhiệm vụ)?(?: cho)? (?=[^\W\d_])")
_LEADS = re.compile(r",? (?:chủ trì|(?:là|làm) (?:cơ quan |đơn vị )?đầu mối)(?![\w])")
_JOINED = re.compile(r",? (?:và )?phối hợp(?: chặt chẽ)?(?: cùng)?(?: với)? (?=[^\W\d_])")
_DOES = re.compile(
    r"(?:,? (?:để )?(?:(?:tổ chức|triển khai|trực tiếp)(?: và)? ){0,2}thực hiện"
    r"(?: (?:nhiệm vụ|nội dung|công việc|việc) (?:này|trên))?)?(?=[.;,]|$)"
)
_BY_WHEN = re.compile(
    r"[;,.] (?:(?:thời gian|thời hạn) (?:hoàn thành|thực hiện) ?:? ?|"
    r"(?:phải )?(?:hoàn thành|xong)(?: (?=trước|trong|chậm nhất|vào|đến|ngày|tháng|quý|năm)))",
    re.IGNORECASE,
)
_DONE_BY = re.compile(
    r"(?:Phải |Yêu cầu |Phấn đấu )?(?:hoàn thành|xong)(?: (?:nhiệm vụ|nội dung|việc) này)? "
    r"(?=trước|trong|chậm nhất|vào|đến|ngày|tháng|quý|năm)",
    re.IGNORECASE,
)
_RULE = "given-line"
_LONGEST = 400


def given_labels(words: Words) -> tuple[Labelled, ...]:
    """Who does it and by when, where a paragraph says that and nothing else."""
    text = words.text
    if (done := _DONE_BY.match(text)) and _is_time(text[done.end() :].strip(" .;")):
        return (Labelled(Attribute.DUE, words.cut(done.end()).strip(" .;"), _RULE),)
    gives = _GIVES.match(text)
    start = gives.end() if gives else 0
    if len(text) > _LONGEST or not (end := _after_units(words, start)):
        return ()
    if leads := _LEADS.match(text, end):
        end = leads.end()
        if joined := _JOINED.match(text, end):
            end = _after_units(words, joined.end())
    does = _DOES.match(text, end) if end else None
    if does is None or not (leads or (gives and does[0])):
        return ()
    who = Labelled(Attribute.EXECUTE, words.cut(start, does.end()), _RULE)
    rest = words.cut(does.end())
    if not rest.text.strip(" .;,"):
        return (who,)
    when = _BY_WHEN.match(rest.text)
    time = rest.cut(when.end()).strip(" .;") if when else None
    if time is None or not _is_time(time.text):
        return ()
    return who, Labelled(Attribute.DUE, time, _RULE)


def _after_units(words: Words, start: int) -> int:
    """Where a list of bodies ends that begins there; 0 without one."""
    if not UNIT_START.match(words.text, start):
        return 0
    units, end = read_units(words.cut(start))
    return start + len(words.text[start : start + end].rstrip(" ,")) if units else 0


def _is_time(text: str) -> bool:
    return len(text) <= 60 and read_time_value(text).moment is not None
