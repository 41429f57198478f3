"""A record from its JSON: the same record again, checked quote by quote against its source."""

import base64
import binascii
import hashlib
from collections.abc import Mapping, Sequence

from graph_schema.errors import BadRecord
from graph_schema.model import (
    DirectiveMention,
    FieldQuote,
    Frame,
    Note,
    OverseerMention,
    PlanRecord,
    Quote,
    Relation,
    ReportDuty,
    Signer,
    Source,
    Target,
    Task,
    UnitMention,
    UnreadLine,
)
from graph_schema.periods import Period

Json = Mapping[str, object]


def from_json(data: Json) -> PlanRecord:
    """The record that ``to_json`` wrote with its source; ``BadRecord`` says what is wrong."""
    try:
        reader = _Reader(_source(_part(data, "source")))
        return reader.record(data)
    except (KeyError, TypeError, ValueError) as error:
        raise BadRecord(
            f"Tệp bản ghi sai cấu trúc ở {error}; hãy đọc lại văn bản gốc bằng lệnh daumoi read."
        ) from error


def _part(data: Json, key: str) -> Json:
    value = data[key]
    if not isinstance(value, Mapping):
        raise TypeError(key)
    return value


def _list(data: Json, key: str) -> Sequence[Json]:
    value = data[key]
    if not isinstance(value, list):
        raise TypeError(key)
    return value


def _text(data: Json, key: str) -> str:
    value = data[key]
    if not isinstance(value, str):
        raise TypeError(key)
    return value


def _maybe(data: Json, key: str) -> str | None:
    value = data.get(key)
    if value is not None and not isinstance(value, str):
        raise TypeError(key)
    return value


def _number(data: Json, key: str) -> float | None:
    value = data.get(key)
    if value is not None and not isinstance(value, int | float):
        raise TypeError(key)
    return float(value) if value is not None else None


def _whole(data: Json, key: str) -> int:
    value = data[key]
    if not isinstance(value, int):
        raise TypeError(key)
    return value


def _names(data: Json, key: str) -> list[str]:
    value = data[key]
    if not isinstance(value, list):
        raise TypeError(key)
    return [str(name) for name in value]


def _period(data: Json, key: str) -> Period | None:
    code = _maybe(data, key)
    return Period.parse(code) if code else None


def _source(data: Json) -> Source:
    try:
        content = base64.b64decode(_text(data, "content"), validate=True)
    except binascii.Error as error:
        raise BadRecord("Tệp bản ghi hỏng: phần content không phải base64.") from error
    sha256 = hashlib.sha256(content).hexdigest()
    if sha256 != _text(data, "sha256"):
        raise BadRecord("Tệp bản ghi hỏng: nội dung gốc không khớp mã SHA-256 của nó.")
    return Source(
        sha256,
        _text(data, "media_type"),
        _text(data, "file_name"),
        _text(data, "text"),
        content,
        _text(data, "reader"),
    )


class _Reader:
    """Builds the parts of a record over one source text."""

    def __init__(self, source: Source) -> None:
        self.source = source

    def record(self, data: Json) -> PlanRecord:
        return PlanRecord(
            self.source,
            self.frame(_part(data, "document")),
            tuple(self.directive(item) for item in _list(data, "directives")),
            tuple(self.task(item) for item in _list(data, "tasks")),
            tuple(self.target(item) for item in _list(data, "targets")),
            tuple(self.report(item) for item in _list(data, "reports")),
            tuple(
                UnreadLine(self.quote(_part(item, "spans"), "quote"), _text(item, "reason"))
                for item in _list(data, "unread")
            ),
            tuple(
                Note(
                    _text(item, "code"),
                    _text(item, "message"),
                    self.maybe_quote(_part(item, "spans"), "quote"),
                )
                for item in _list(data, "notes")
            ),
        )

    def quote(self, data: Json, key: str) -> Quote:
        span = _part(data, key)
        text, start, end = _text(span, "text"), _whole(span, "start"), _whole(span, "end")
        if self.source.text[start:end] != text:
            raise BadRecord(
                f"Trích dẫn không khớp văn bản nguồn ở ký tự {start}: “{text[:40]}”; hãy đọc lại "
                "văn bản gốc bằng lệnh daumoi read."
            )
        page = span.get("page")
        return Quote(
            text,
            start,
            end,
            _text(span, "rule"),
            _number(span, "confidence") or 0.0,
            page if isinstance(page, int) else None,
            _maybe(span, "inherited_from"),
        )

    def maybe_quote(self, data: Json, key: str) -> Quote | None:
        return self.quote(data, key) if data.get(key) is not None else None

    def units(self, data: Json, key: str) -> tuple[UnitMention, ...]:
        spans = _list(_part(data, "spans"), key)
        return tuple(
            UnitMention(name, bool(span["collective"]), self.quote(span, "quote"))
            for name, span in zip(_names(data, key), spans, strict=True)
        )

    def unit(self, data: Json, key: str) -> UnitMention | None:
        name = _maybe(data, key)
        if name is None:
            return None
        span = _part(_part(data, "spans"), key)
        return UnitMention(name, bool(span["collective"]), self.quote(span, "quote"))

    def frame(self, data: Json) -> Frame:
        signer = data.get("signer")
        number = data.get("number")
        spans = _part(data, "spans")
        return Frame(
            kind=_maybe(data, "kind"),
            number=number if isinstance(number, int) else None,
            symbol=_maybe(data, "symbol"),
            date=_period(data, "date"),
            issuer=_maybe(data, "issuer"),
            place=_maybe(data, "place"),
            province=_maybe(data, "province"),
            title=_maybe(data, "title"),
            signer=_signer(signer) if isinstance(signer, Mapping) else None,
            secrecy=_maybe(data, "secrecy"),
            recipients=tuple(_names(data, "recipients")),
            quotes=tuple(FieldQuote(name, self.quote(spans, name)) for name in spans),
        )

    def directive(self, data: Json) -> DirectiveMention:
        return DirectiveMention(
            _maybe(data, "kind"),
            _text(data, "symbol"),
            _period(data, "date"),
            _maybe(data, "issuer"),
            _maybe(data, "title"),
            Relation(_text(data, "relation")),
            self.quote(_part(data, "spans"), "quote"),
        )

    def task(self, data: Json) -> Task:
        spans = _part(data, "spans")
        return Task(
            ref=_text(data, "ref"),
            text=_text(data, "text"),
            heading=_maybe(data, "heading"),
            quote=self.quote(spans, "quote"),
            lead=self.units(data, "lead"),
            execute=self.units(data, "execute"),
            support=self.units(data, "support"),
            overseers=self.overseers(data),
            due=_period(data, "due"),
            due_quote=self.maybe_quote(spans, "due"),
            recurs=_maybe(data, "recurs"),
            recurs_quote=self.maybe_quote(spans, "recurs"),
            routine=bool(data["routine"]),
            parent_ref=_maybe(data, "parent_ref"),
            deliverable=self.maybe_quote(spans, "deliverable"),
        )

    def overseers(self, data: Json) -> tuple[OverseerMention, ...]:
        spans = _list(_part(data, "spans"), "overseers")
        return tuple(
            OverseerMention(
                _maybe(item, "name"),
                _maybe(item, "position"),
                _maybe(item, "unit"),
                self.quote({"quote": span}, "quote"),
            )
            for item, span in zip(_list(data, "overseers"), spans, strict=True)
        )

    def target(self, data: Json) -> Target:
        spans = _part(data, "spans")
        return Target(
            ref=_text(data, "ref"),
            quote=self.quote(spans, "quote"),
            metric=_text(data, "metric"),
            op=_text(data, "op"),
            value=_number(data, "value"),
            value_max=_number(data, "value_max"),
            unit=_maybe(data, "unit"),
            due=_period(data, "due"),
            due_quote=self.maybe_quote(spans, "due"),
            recurs=_maybe(data, "recurs"),
            owners=self.units(data, "owners"),
            task_ref=_maybe(data, "task_ref"),
        )

    def report(self, data: Json) -> ReportDuty:
        return ReportDuty(
            by=self.unit(data, "by"),
            to=self.unit(data, "to"),
            via=self.unit(data, "via"),
            recurs=_maybe(data, "recurs"),
            due=_period(data, "due"),
            quote=self.quote(_part(data, "spans"), "quote"),
        )


def _signer(data: Json) -> Signer:
    return Signer(_text(data, "name"), _maybe(data, "position"), _maybe(data, "acting"))
