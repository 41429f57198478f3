"""Vietnamese letters: one form for comparing, one for searching, one for sorting."""

import re
import unicodedata

_TONES = str.maketrans("\u0340\u0341", "\u0300\u0301")
_SPACE = re.compile(r"\s+")
_TONE_MARKS = "\u0300\u0301\u0309\u0303\u0323"
_SEARCH_DROP = re.compile(r"[^\w%]+")
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_RANK = {letter: rank for rank, letter in enumerate(_ALPHABET, start=1)}
_TONE_RANK = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}


def normal(text: str) -> str:
    """NFC, plain spaces, Đ for its look-alike Ð: the form in which names are kept."""
    text = unicodedata.normalize("NFC", text.translate(_TONES)).replace("Ð", "Đ").replace("ð", "đ")
    return _SPACE.sub(" ", text).strip()


def _move_tones(word: str) -> str:
    """Put the tone mark of a word-final oa, oe, uy on its first vowel (the newer school)."""
    decomposed = unicodedata.normalize("NFD", word)
    for pair in ("oa", "oe", "uy"):
        if len(decomposed) >= 3 and decomposed[-1] in _TONE_MARKS and decomposed[-3:-1] == pair:
            before = decomposed[-4:-3]
            if pair == "uy" and before == "q":
                continue
            decomposed = decomposed[:-2] + decomposed[-1] + decomposed[-2]
    return unicodedata.normalize("NFC", decomposed)


_WORD = re.compile(r"\w+")


def modern_tones(text: str) -> str:
    """Each word with its tone mark where the newer school puts it; case is kept."""
    return _WORD.sub(lambda match: _move_tones(match[0]), text)


def compare_key(text: str) -> str:
    """Fold what never tells two names apart: case, Unicode form, tone placement, dashes, spaces."""
    folded = normal(text).casefold().replace("–", "-").replace("&", " và ")
    folded = re.sub(r"\s*-\s*", " - ", folded)
    folded = modern_tones(folded)
    return _SPACE.sub(" ", folded).strip(" .,;:*")


def search_key(text: str) -> str:
    """Fold accents as well: what a person types on a keyboard without Vietnamese letters."""
    folded = unicodedata.normalize("NFD", compare_key(text)).replace("đ", "d")
    bare = "".join(c for c in folded if not unicodedata.combining(c))
    return _SEARCH_DROP.sub(" ", bare).strip()


def sort_key(text: str) -> str:
    """A string whose plain order is the Vietnamese dictionary's: letters first, then tones."""
    letters: list[str] = []
    tones: list[str] = []
    for char in unicodedata.normalize("NFC", normal(text).casefold()):
        base, tone = _split_tone(char)
        rank = _LETTER_RANK.get(base)
        letters.append(f"{rank + 40:02d}" if rank else base)
        tones.append(str(tone))
    return "".join(letters) + " " + "".join(tones)


def _split_tone(char: str) -> tuple[str, int]:
    for mark in unicodedata.normalize("NFD", char)[1:]:
        if mark in _TONE_RANK:
            bare = unicodedata.normalize("NFD", char).replace(mark, "")
            return unicodedata.normalize("NFC", bare), _TONE_RANK[mark]
    return char, 0
