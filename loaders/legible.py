"""Legible: whether the letters that came out are Vietnamese, or the wreck of a font's own codes."""

import re

import regex

from graph_schema.errors import UnreadableDocument

_PILE = regex.compile(r"\p{M}{33}")  # normalising a pile of marks takes quadratic time
_ENOUGH = 200
_FOREIGN_SHARE = 0.05
_LETTER = re.compile(r"[^\W\d_]")
_LATIN = re.compile("[A-Za-z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff]")
_LOST = re.compile("[\ufffd\ue000-\uf8ff]|\\(cid:\\d+\\)")
_VIETNAMESE = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9\u0300\u0301\u0303\u0309\u0323]")
_ACCENTED = re.compile("[\u00a1-\u00ff]")


class IllegibleText(UnreadableDocument):
    """Words that a file shows rightly on paper and holds wrongly."""


def check_legible(text: str) -> None:
    """Refuse text that a reader of Vietnamese could not read; short texts have the doubt."""
    if pile := _PILE.search(text):
        raise IllegibleText(
            f"Ký tự thứ {pile.start()} mang hàng chục dấu chồng lên nhau, không phải chữ Việt; hãy "
            "xoá chỗ đó rồi nạp lại."
        )
    letters = len(_LETTER.findall(text))
    lost = len(_LOST.findall(text))
    if letters + lost < _ENOUGH:
        return
    foreign = letters - len(_LATIN.findall(text))
    if foreign + lost > (letters + lost) * _FOREIGN_SHARE:
        share = round(100 * (foreign + lost) / (letters + lost))
        raise IllegibleText(
            f"Lớp chữ của tệp bị hỏng: {share}% ký tự không phải chữ Việt (phông chữ không kèm "
            "bảng mã Unicode); hãy nạp bản Word gốc, hoặc bản quét đã nhận dạng chữ (OCR) lại."
        )
    accented = len(_ACCENTED.findall(text))
    if accented > letters * _FOREIGN_SHARE and len(_VIETNAMESE.findall(text)) * 20 < accented:
        raise IllegibleText(
            "Văn bản không dùng chữ Việt Unicode (có vẻ soạn bằng phông cũ như .VnTime/TCVN3 hoặc "
            "VNI); hãy chuyển sang Unicode (ví dụ bằng UniKey) rồi nạp lại."
        )
