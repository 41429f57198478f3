"""The document itself as a node, who issued it, who signed it, and who holds which office."""

import re

from graph_schema.facts import Properties, Value
from graph_schema.identity import symbol_key
from graph_schema.labels import Label, Rel
from graph_schema.model import Frame, PlanRecord, Quote
from graph_schema.periods import Period
from graph_schema.properties import QUOTED
from graph_schema.searched import kind_key
from graph_schema.secrecy import SECRET, kept_level, secrecy_of
from graph_schema.vietnamese import name_order, search_key
from loaders.fact_book import FactBook
from loaders.offices import split_offices
from loaders.units import SettledUnit

_UNKNOWN_DAY = "0000-00-00"
_PRINTED_NUMBER = re.compile(r"(?P<number>[0-9]{1,6})\s?(?P<dash>[-–/])")
_NAMED_BY = ("title", "symbol", "kind", "issuer")
"""Parts of the frame by which a document says what it is; the first that was read stands."""


def full_symbol(frame: Frame) -> str | None:
    """Number and symbol as printed: "09-NQ/TU", "69/KH-UBND"; a draft has the symbol alone."""
    if frame.number is None or frame.symbol is None:
        return frame.symbol
    quote = _field_quote(frame, "symbol")
    printed = _PRINTED_NUMBER.search(quote.text) if quote else None
    if printed is not None and int(printed["number"]) == frame.number:
        return f"{printed['number']}{printed['dash'].replace('–', '-')}{frame.symbol}"
    party = "/" in frame.symbol and not frame.symbol[:4].isdigit()
    return f"{frame.number}{'-' if party else '/'}{frame.symbol}"


def issued_properties(period: Period | None) -> dict[str, Value]:
    """The date of issue as an interval with its precision."""
    return {
        "issued_code": period.code if period else None,
        "issued_start": period.start.isoformat() if period and period.start else None,
        "issued_end": period.end.isoformat() if period and period.end else None,
        "issued_precision": period.precision if period else None,
    }


def plan_key(period: Period | None, document: str) -> str:
    """The order of plans: by date of issue, then by id."""
    return f"{_issued_key(period)} {document}"


def _issued_key(period: Period | None) -> str:
    return period.end.isoformat() if period and period.end else _UNKNOWN_DAY


def document_properties(
    book: FactBook, record: PlanRecord, issuer: SettledUnit | None
) -> Properties:
    """The document as a node: its frame (thể thức), counts, and the file it was read from."""
    frame, home, document = record.document, book.home, book.document
    symbol = full_symbol(frame)
    words = (symbol, frame.title, frame.issuer, frame.kind)
    scope = issuer.scope if issuer else (home.place.id if home.place else None)
    return {
        "kind": frame.kind,
        "kind_key": kind_key(frame.kind),
        "number": frame.number,
        "symbol": symbol,
        "symbol_key": symbol_key(symbol) if symbol and frame.number is not None else None,
        "title": frame.title,
        "title_key": name_order(frame.title or ""),
        **issued_properties(frame.date),
        "issued_key": _issued_key(frame.date),
        "plan_key": plan_key(frame.date, document),
        "known": True,
        "issuer_id": issuer.own_id if issuer else home.document,
        "scope": scope,
        "nearby": None,
        "secrecy": frame.secrecy,
        SECRET: kept_level(secrecy_of(frame.secrecy)),
        "search": " | ".join(search_key(word) for word in words if word),
        "sha256": record.source.sha256,
        "reader": record.source.reader,
        "task_count": len(record.tasks),
        "target_count": sum(not target.dropped for target in record.targets),
        "unread_count": len(record.unread),
        **_named_by(book, frame),
    }


def _named_by(book: FactBook, frame: Frame) -> Properties:
    """Where the document says what it is; nothing where its frame was not found."""
    found = (_field_quote(frame, field) for field in _NAMED_BY)
    return {**dict.fromkeys(QUOTED), **book.provenance(next((q for q in found if q), None))}


def _field_quote(frame: Frame, field: str) -> Quote | None:
    return next((found.quote for found in frame.quotes if found.field == field), None)


def add_frame(book: FactBook, record: PlanRecord, issuer: SettledUnit | None) -> None:
    """Who issued the document and who signed it."""
    frame, node = record.document, (Label.DOCUMENT, book.document)
    if issuer is not None:
        said = book.provenance(_field_quote(frame, "issuer"))
        book.say(Rel.ISSUED_BY, node, (Label.UNIT, issuer.id), said)
    if frame.signer is None:
        return
    quote = _field_quote(frame, "signer")
    person, position = add_office_holder(
        book,
        frame.signer.name,
        frame.signer.position,
        issuer or book.issuing_body(),
        quote,
        frame.date,
    )
    book.say(
        Rel.SIGNED_BY,
        node,
        (Label.PERSON, person),
        {
            **book.provenance(quote),
            "position": frame.signer.position,
            "position_id": position,
            "acting": frame.signer.acting,
        },
    )


def add_office_holder(
    book: FactBook,
    name: str,
    position: str | None,
    issuer: SettledUnit,
    quote: Quote | None,
    issued: Period | None,
) -> tuple[str, str | None]:
    """A named person and the first office; every office printed is held, as of the document."""
    known = book.holders.get((name, position, issuer.id))
    if known is not None:
        return known
    offices = split_offices(position) if position else ()
    units = [book.unit(o.unit) if o.unit else issuer for o in offices]
    person = book.person(name, units[0] if units else issuer)
    held: list[str] = []
    for office, unit in zip(offices, units, strict=True):
        held.append(book.position(office, unit))
        as_of = issued.end.isoformat() if issued and issued.end else None
        book.say(
            Rel.HOLDS,
            (Label.PERSON, person),
            (Label.POSITION, held[-1]),
            {**book.provenance(quote), "as_of": as_of},
        )
    found = person, held[0] if held else None
    book.holders[name, position, issuer.id] = found
    return found
