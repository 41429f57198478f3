"""Vietnamese letters: one form for comparing, one for searching, one for sorting."""

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_TO_MEND = re.compile(f"[{_INVISIBLE}ÐƉðɖ]")
_LOOK_ALIKES = dict.fromkeys(map(ord, _INVISIBLE)) | str.maketrans("ÐƉðɖ", "ĐĐđđ")
_APOSTROPHE = re.compile("[‘’ʼ`´]")
_SEARCH_DROP = re.compile(r"[^\w%]+")
_WORD = re.compile("[\\w\u0300-\u036f]+")
_STRAY_MARK = re.compile("[\u0300-\u036f]")
_COMBINING = re.compile("[\u0300-\u034e\u0350-\u036f]+")
_DASH = re.compile("[-‐‑‒–—―−]")

_TONE_RANK = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_HATS = "\u0302\u0306"
_LATE_HAT = re.compile(f"[{_HATS}]")
_MARKS = re.compile(f"[\u0300\u0301\u0303\u0309{_HATS}]{{2,}}")

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_CODE = dict(zip(_ALPHABET, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefg", strict=True))
_SORT_PIECE = re.compile(r"[0-9]+|[^\W_]|[\W_]+")
_BREAK = "!"
_FOREIGN = "z"
_LONGEST_SYLLABLE = 8
_NAME_LETTERS = 100
_SORT_LETTERS = 200


def normal(text: str) -> str:
    """NFC, plain spaces, Đ for its look-alike Ð, nothing invisible: how names are kept."""
    if _TO_MEND.search(text):
        text = text.translate(_LOOK_ALIKES)
    text = unicodedata.normalize("NFC", text)
    if _LATE_HAT.search(text):
        text = _put_hats_first(text)
    return " ".join(text.split())


def _put_hats_first(text: str) -> str:
    """A tone typed before the circumflex or breve of its letter (e + ́ + ̂) still makes ế."""
    decomposed = unicodedata.normalize("NFD", text)
    ordered = _MARKS.sub(lambda m: "".join(sorted(m[0], key=_TONE_RANK.__contains__)), decomposed)
    return unicodedata.normalize("NFC", ordered)


# Each row moves the tone mark (T) of a decomposed syllable to where it is kept: hoà -> hòa,
# uỷ -> ủy (the older place, which official names keep), and hòan -> hoàn, qúy -> quý, gìa -> già,
# which no school writes but many typists do. Their order lets a tone that was moved stay.
_TONE_PLACES = tuple(
    (re.compile(pattern.replace("T", "([\u0300\u0301\u0309\u0303\u0323])"), re.IGNORECASE), kept)
    for pattern, kept in (
        (r"^(qu)T([aeioy][\u0302\u0306\u031b]?)", r"\1\3\2"),
        (r"^(gi)T([aeou][\u0302\u0306\u031b]?)", r"\1\3\2"),
        (r"(o)T([ae])(?=[a-z])", r"\1\3\2"),
        (r"(?<!q)(u)T(y)(?=[a-z])", r"\1\3\2"),
        (r"(?<!q)(o(?=[ae])|u(?=y))([aey])T$", r"\1\3\2"),
    )
)
# What no row above can leave as it is; most names hold nothing of the kind.
_MISPLACED = re.compile(
    r"o[àáảãạèéẻẽẹ]\b|u[ỳýỷỹỵ]\b|[òóỏõọ][ae]|[ùúủũụ]y|q[ùúủũụ]|g[ìíỉĩị]\w", re.IGNORECASE
)


@lru_cache(maxsize=16384)
def _place_tone(syllable: str) -> str:
    decomposed = unicodedata.normalize("NFD", syllable)
    if sum(map(_TONE_RANK.__contains__, decomposed)) != 1:
        return syllable
    for pattern, kept in _TONE_PLACES:
        decomposed = pattern.sub(kept, decomposed)
    return unicodedata.normalize("NFC", decomposed)


def _keep_word(match: re.Match[str]) -> str:
    word = match[0]
    foreign = len(word) > _LONGEST_SYLLABLE or word.isascii() or _STRAY_MARK.search(word)
    return word if foreign else _place_tone(word)


def modern_tones(text: str) -> str:
    """Each syllable with its tone mark in one place (Uỷ -> Ủy), NFC; case and spaces stay."""
    text = unicodedata.normalize("NFC", text)
    return _WORD.sub(_keep_word, text) if _MISPLACED.search(text) else text


def compare_key(text: str) -> str:
    """Fold what never tells two names apart: case, Unicode form, tone placement, dashes, spaces."""
    return _kept_key(text) if len(text) <= _NAME_LETTERS else _key(text)


def _key(text: str) -> str:
    folded = normal(unicodedata.normalize("NFC", text).casefold()).replace("&", " và ")
    folded = _DASH.sub(" - ", _APOSTROPHE.sub("'", folded))
    return " ".join(modern_tones(folded).split()).strip(" .,;:*")


# A plan names the same few units, places and people over and over.
_kept_key = lru_cache(maxsize=16384)(_key)


def search_key(text: str) -> str:
    """Fold accents as well: what a person types on a keyboard without Vietnamese letters."""
    return _kept_search_key(text) if len(text) <= _NAME_LETTERS else _search_key(text)


def _search_key(text: str) -> str:
    folded = unicodedata.normalize("NFD", compare_key(text)).replace("đ", "d")
    bare = _COMBINING.sub("", folded)
    if not bare.isascii():
        bare = "".join(c for c in bare if not unicodedata.combining(c))
    return _SEARCH_DROP.sub(" ", bare).strip()


_kept_search_key = lru_cache(maxsize=16384)(_search_key)


@lru_cache(maxsize=4096)
def sort_key(text: str) -> str:
    """A string whose plain order is the Vietnamese dictionary's, the same on every engine.

    The letters of the whole name come first, its tones second, its punctuation last, so that
    An < An Bình < Anh < Ánh < Ạnh < Ăn. A space or a dash sorts before any digit, a digit before
    any letter, and numbers by their size: Tổ 2 < Tổ 10.
    """
    letters: list[str] = []
    tones: list[str] = []
    breaks: list[str] = []
    for piece in _SORT_PIECE.findall(compare_key(text)):
        if piece[0] in "0123456789":
            number = piece.lstrip("0")
            letters.append(f"{min(len(number), 9)}{number}")
        elif piece[0].isalnum():
            letter, tone = _sort_letter(piece)
            letters.append(letter)
            tones.append(tone)
        else:
            letters.append(_BREAK)
            breaks.append(piece)
    primary = "".join(letters).strip(_BREAK)
    return f"{primary} {''.join(tones).rstrip('0')} {''.join(breaks)}".rstrip()


def name_order(text: str) -> str:
    """The sort key of a name or title as it is kept: of its first 200 letters."""
    return sort_key(text[:_SORT_LETTERS])


@lru_cache(maxsize=4096)
def _sort_letter(char: str) -> tuple[str, str]:
    decomposed = unicodedata.normalize("NFD", char)
    tone = next((mark for mark in decomposed if mark in _TONE_RANK), "")
    bare = unicodedata.normalize("NFC", decomposed.replace(tone, "")) if tone else char
    code = _LETTER_CODE.get(bare)
    if code is None:
        return _LETTER_CODE.get(decomposed[0], _FOREIGN + char), "6"
    return code, str(_TONE_RANK[tone]) if tone else "0"
