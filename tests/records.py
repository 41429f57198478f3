"""Small records made by hand, for tests of what comes after the reader."""

import hashlib
from collections.abc import Sequence

from graph_schema.model import (
    DirectiveMention,
    FieldQuote,
    Frame,
    OverseerMention,
    Phase,
    PlanRecord,
    Quote,
    Relation,
    ReportDuty,
    Signer,
    Source,
    Target,
    Task,
    UnitMention,
)
from graph_schema.periods import Period


class Draft:
    """A document put together piece by piece; every piece is a line of its text."""

    def __init__(
        self,
        issuer: str = "UBND xã Đồng Mới",
        *,
        place: str = "xã Đồng Mới",
        province: str | None = "thành phố Hải Phòng",
        number: int | None = None,
        symbol: str | None = "KH-UBND",
        date: str | None = "2026-05",
        title: str = "Triển khai phong trào thi đua",
        kind: str = "Kế hoạch",
    ) -> None:
        self.text = ""
        self._frame = (issuer, place, province, number, symbol, date, title, kind)
        self.issuer_quote = self._line(issuer)
        self.title_quote = self._line(title)
        self.signer: Signer | None = None
        self.signer_quote: Quote | None = None
        self.directives: list[DirectiveMention] = []
        self.tasks: list[Task] = []
        self.phases: list[Phase] = []
        self.targets: list[Target] = []
        self.reports: list[ReportDuty] = []

    def _line(self, words: str) -> Quote:
        start = len(self.text)
        self.text += words + "\n"
        return Quote(words, start, start + len(words), "hand")

    def units(self, names: Sequence[str]) -> tuple[UnitMention, ...]:
        return tuple(
            UnitMention(name, name.lower().startswith(("các ", "cac ")), self._line(name))
            for name in names
        )

    def sign(self, name: str, position: str) -> "Draft":
        self.signer_quote = self._line(name)
        self.signer = Signer(name, position, "TM. ỦY BAN NHÂN DÂN")
        return self

    def cite(
        self,
        symbol: str,
        *,
        date: str | None = None,
        issuer: str | None = None,
        kind: str = "Nghị quyết",
        relation: Relation = Relation.IMPLEMENTS,
    ) -> "Draft":
        quote = self._line(f"{kind} số {symbol} {date or ''} {issuer or ''}")
        day = Period.parse(date) if date else None
        self.directives.append(DirectiveMention(kind, symbol, day, issuer, None, relation, quote))
        return self

    def task(
        self,
        ref: str,
        text: str,
        *,
        lead: Sequence[str] = (),
        execute: Sequence[str] = (),
        support: Sequence[str] = (),
        overseers: Sequence[tuple[str | None, str | None, str | None]] = (),
        due: str | None = None,
        parent: str | None = None,
        phase: str | None = None,
    ) -> "Draft":
        quote = self._line(text)
        due_quote = self._line(f"Hoàn thành: {due}") if due else None
        self.tasks.append(
            Task(
                ref,
                text,
                None,
                quote,
                self.units(lead),
                self.units(execute),
                self.units(support),
                tuple(
                    OverseerMention(*who, self._line(" ".join(w for w in who if w)))
                    for who in overseers
                ),
                Period.parse(due) if due else None,
                due_quote,
                None,
                None,
                False,
                parent,
                None,
                phase,
            )
        )
        return self

    def phase(self, ref: str, name: str, period: str) -> "Draft":
        quote = self._line(f"{name} ({period})")
        self.phases.append(Phase(ref, name, quote.text, quote, Period.parse(period), quote))
        return self

    def target(
        self,
        ref: str,
        metric: str,
        value: float,
        *,
        owners: Sequence[str] = (),
        task: str | None = None,
        due: str | None = None,
    ) -> "Draft":
        quote = self._line(f"{value:g}% {metric}")
        day = Period.parse(due) if due else None
        self.targets.append(
            Target(
                ref,
                quote,
                metric,
                "=",
                value,
                None,
                "%",
                day,
                quote if due else None,
                None,
                self.units(owners),
                task,
            )
        )
        return self

    def report(self, by: str, to: str, recurs: str, due: str) -> "Draft":
        quote = self._line(f"{by} báo cáo {to} {recurs} trước {due}")
        self.reports.append(
            ReportDuty(
                self.units([by])[0],
                self.units([to])[0],
                None,
                recurs,
                Period.parse(due),
                quote,
            )
        )
        return self

    def record(self, reader: str = "1") -> PlanRecord:
        issuer, place, province, number, symbol, date, title, kind = self._frame
        quotes = [FieldQuote("issuer", self.issuer_quote), FieldQuote("title", self.title_quote)]
        if self.signer_quote:
            quotes.append(FieldQuote("signer", self.signer_quote))
        content = self.text.encode()
        sha256 = hashlib.sha256(content).hexdigest()
        return PlanRecord(
            Source(sha256, "text/plain", "plan.txt", self.text, content, reader),
            Frame(
                kind,
                number,
                symbol,
                Period.parse(date) if date else None,
                issuer,
                place,
                province,
                title,
                self.signer,
                None,
                (),
                tuple(quotes),
            ),
            tuple(self.directives),
            tuple(self.tasks),
            tuple(self.targets),
            tuple(self.reports),
            (),
            (),
            tuple(self.phases),
        )
