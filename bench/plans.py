"""The country's documents as records, one after another: nothing is kept of those gone by."""

from collections.abc import Iterator
from datetime import date
from random import Random

from bench.country import (
    PLANS_OF_PROVINCE,
    RESOLUTIONS_OF_PROVINCE,
    Body,
    Country,
    Head,
    carried_out,
    is_provincial,
    often_the_first,
    pick,
    provinces_of,
    words_of,
)
from bench.paper import Paper
from graph_schema.model import (
    DirectiveMention,
    FieldQuote,
    Frame,
    OverseerMention,
    PlanRecord,
    Quote,
    Relation,
    ReportDuty,
    Signer,
    Target,
    Task,
    UnitMention,
)
from graph_schema.periods import Period

_TASKS = (20, 40)
_SECTION = 8
_SECTIONS = ("I", "II", "III", "IV", "V")


def records(tasks: int, seed: int = 7, first: int = 0) -> Iterator[PlanRecord]:
    """Every document of a country with so many tasks, the same ones for the same seed.

    ``first`` leaves out the provinces before it.
    """
    country, left = Country(seed), tasks
    for province in (first + own for own in provinces_of(tasks)):
        for own in range(RESOLUTIONS_OF_PROVINCE):
            yield _resolution(country, province * RESOLUTIONS_OF_PROVINCE + own)
        for own in range(PLANS_OF_PROVINCE):
            if left == 0:
                return
            writer = _Writer(country, province * PLANS_OF_PROVINCE + own)
            record = writer.plan(left)
            left -= len(record.tasks)
            yield record


def _resolution(country: Country, number: int) -> PlanRecord:
    """A resolution of the government: it assigns nothing and carries out one of the party."""
    paper, head = Paper(), country.resolution(number)
    quotes = _head_quotes(paper, head, "Chính phủ")
    above = _carries_out(paper, country.party_resolution(number), "Ban Chấp hành Trung ương")
    return PlanRecord(
        paper.source(f"nghi-quyet-{number}.txt"),
        _frame(head, "Chính phủ", None, None, None, quotes),
        (above,),
        *((),) * 5,
    )


def _head_quotes(paper: Paper, head: Head, issuer: str) -> tuple[FieldQuote, ...]:
    return (
        FieldQuote("issuer", paper.line(issuer)),
        FieldQuote("symbol", paper.line(f"Số: {head.full_symbol}", field=head.full_symbol)),
        FieldQuote("title", paper.line(head.title)),
    )


def _frame(
    head: Head,
    issuer: str,
    place: str | None,
    province: str | None,
    signer: Signer | None,
    quotes: tuple[FieldQuote, ...],
) -> Frame:
    issued = Period.parse(head.issued.isoformat())
    return Frame(
        head.kind,
        head.number,
        head.symbol,
        issued,
        issuer,
        place,
        province,
        head.title,
        signer,
        None,
        (),
        quotes,
    )


def _carries_out(paper: Paper, head: Head, issuer: str) -> DirectiveMention:
    day = head.issued
    words = (
        f"{head.kind} số {head.full_symbol} ngày {day.day:02d}/{day.month:02d}/{day.year} "
        f"của {issuer} {head.title[:1].lower()}{head.title[1:]}"
    )
    return DirectiveMention(
        head.kind,
        head.full_symbol,
        Period.parse(day.isoformat()),
        issuer,
        head.title,
        Relation.IMPLEMENTS,
        paper.line(f"Thực hiện {words}", field=words),
    )


class _Writer:
    """Writes one plan."""

    def __init__(self, country: Country, number: int) -> None:
        self._country = country
        self._number = number
        self._dice: Random = country.random("plan", number)
        self._body: Body = country.issuer_of(number)
        self._head: Head = country.head_of(number)
        self._paper = Paper()

    def plan(self, most: int) -> PlanRecord:
        """The plan, with at most so many tasks."""
        body, dice = self._body, self._dice
        quotes = _head_quotes(self._paper, self._head, body.issuer)
        directives = self._directives()
        count = min(dice.randint(*_TASKS), most)
        tasks, targets = [], [self._target("A", None) for _ in range(dice.randint(4, 10))]
        for order in range(count):
            task = self._task(order)
            tasks.append(task)
            if dice.random() < 0.25:
                targets.append(self._target(task.ref, task.ref))
        reports = (self._report(),)
        name, position = body.leaders[0] if dice.random() < 0.4 else body.leaders[1]
        quotes += (FieldQuote("signer", self._paper.line(name)),)
        signer = Signer(name, position, "TM. ỦY BAN NHÂN DÂN")
        return PlanRecord(
            self._paper.source(f"ke-hoach-{self._number}.txt"),
            _frame(self._head, body.issuer, body.place, body.province, signer, quotes),
            directives,
            tuple(tasks),
            tuple(targets),
            reports,
            (),
            (),
        )

    def _directives(self) -> tuple[DirectiveMention, ...]:
        province, own = divmod(self._number, PLANS_OF_PROVINCE)
        if not is_provincial(own):
            above = carried_out(self._dice, self._number)
            issuer = self._country.issuer_of(above).issuer
            return (_carries_out(self._paper, self._country.head_of(above), issuer),)
        number = province * RESOLUTIONS_OF_PROVINCE + self._dice.randrange(RESOLUTIONS_OF_PROVINCE)
        head = self._country.resolution(number)
        return (_carries_out(self._paper, head, "Chính phủ"),)

    def _task(self, order: int) -> Task:
        dice, paper, body = self._dice, self._paper, self._body
        section, place = divmod(order, _SECTION)
        ref = f"{_SECTIONS[section]}.{place + 1}"
        words = self._work()
        quote = paper.line(f"{place + 1}. {words}", field=words)
        lead = often_the_first(dice, body.units, dice.choices((0, 1, 2), (10, 80, 10))[0])
        execute = [dice.choice(body.units)] if dice.random() < 0.15 else []
        others = [name for name in body.units if name not in lead]
        support = dice.sample(others, dice.choices((0, 1, 2, 3, 5), (30, 30, 20, 15, 5))[0])
        if dice.random() < 0.15:
            support.append(pick(dice, words_of("catch_alls")))
        due = self._due() if dice.random() < 0.7 else None
        due_quote = paper.line(f"Thời gian hoàn thành: {due.code}") if due else None
        return Task(
            ref=ref,
            text=words,
            heading=None,
            quote=quote,
            lead=paper.units("Đơn vị chủ trì", lead),
            execute=paper.units("Đơn vị thực hiện", execute),
            support=paper.units("Đơn vị phối hợp", support),
            overseers=self._overseers(),
            due=due,
            due_quote=due_quote,
            recurs=None if due else "thường xuyên",
            recurs_quote=None,
            routine=due is None and dice.random() < 0.5,
            parent_ref=None,
            deliverable=self._deliverable(),
        )

    def _work(self) -> str:
        dice = self._dice
        first, second = dice.sample(words_of("objects"), 2)
        return (
            f"{pick(dice, words_of('verbs'))} {first} gắn với {second} "
            f"{pick(dice, words_of('wheres'))}; {pick(dice, words_of('endings'))}."
        )

    def _overseers(self) -> tuple[OverseerMention, ...]:
        dice, leaders = self._dice, self._body.leaders
        if dice.random() < 0.25:
            return ()
        at = dice.choices(range(len(leaders)), [1 / (n + 1) for n in range(len(leaders))])[0]
        name, position = leaders[at]
        return (self._paper.overseer(name if dice.random() < 0.95 else None, position),)

    def _due(self) -> Period:
        dice, issued = self._dice, self._head.issued
        year = issued.year + (dice.random() < 0.1)
        month = dice.randint(issued.month, 12)
        match dice.choices(("day", "month", "quarter", "year"), (45, 20, 20, 15))[0]:
            case "day":
                return Period.parse(date(year, month, dice.randint(1, 28)).isoformat())
            case "month":
                return Period.parse(f"{year}-{month:02d}")
            case "quarter":
                return Period.parse(f"{year}-Q{(month + 2) // 3}")
            case _:
                return Period.parse(str(year))

    def _deliverable(self) -> Quote | None:
        if self._dice.random() < 0.6:
            return None
        words = f"{pick(self._dice, ('Kế hoạch', 'Báo cáo', 'Quyết định'))} được ban hành"
        return self._paper.line(f"Sản phẩm: {words}", field=words)

    def _target(self, ref: str, task: str | None) -> Target:
        dice, paper = self._dice, self._paper
        value, measure = float(dice.randint(1, 100)), pick(dice, words_of("measures"))
        metric = pick(dice, words_of("metrics"))
        quote = paper.line(f"{value:g} {measure} {metric}")
        due = self._due() if dice.random() < 0.5 else None
        owners: tuple[UnitMention, ...] = ()
        if task is None and dice.random() < 0.6:
            owners = paper.units("Chịu trách nhiệm", [dice.choice(self._body.units)])
        due_quote = paper.line(f"Hạn: {due.code}") if due else None
        return Target(
            ref=ref,
            quote=quote,
            metric=metric,
            op=pick(dice, ("=", ">=", "<=")),
            value=value,
            value_max=None,
            unit=measure,
            due=due,
            due_quote=due_quote,
            recurs=None,
            owners=owners,
            task_ref=task,
        )

    def _report(self) -> ReportDuty:
        body, paper = self._body, self._paper
        by = paper.units("Báo cáo", [body.units[0]])[0]
        to = paper.units("Gửi", [body.issuer])[0]
        quote = paper.line("Định kỳ hằng năm báo cáo kết quả thực hiện")
        return ReportDuty(by, to, None, "hằng năm", Period.parse("--11-25"), quote)
