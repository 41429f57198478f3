"""``daumoi remind``, ``daumoi contact``: what is printed and sent; the address book."""

import getpass
from dataclasses import dataclass
from datetime import date

from graph_schema.callers import LOCAL_READER, OPEN_READER
from graph_schema.dated import instant, today
from graph_schema.errors import BadSetting
from graph_schema.merge_reminders import Contact, remove_contacts, set_contact
from queries.reminders import read_contacts
from service.asking import StoreAsk, with_store
from service.console import OUT, write_lines
from service.reminders.announce import announce_all, plan_notices, receivers
from service.reminders.gather import open_items
from service.reminders.mail import mail_server
from service.reminders.message import check_address, masked, message_id
from service.reminders.outbox import Planned, Run, plan, send_again, send_all
from service.reminders.stages import Digest, counts_of
from service.reports.command import day_of
from service.reports.pick import find_person, find_unit
from service.settings import Settings
from service.store import Store

DONE, IN_PART = 0, 3
_COUNTED = "Mỗi thư kể việc vừa đến một mốc nhắc; việc quá hạn đã nhắc trước đây đếm riêng."
_WAYS = ("unit_", "person_", "position_")


@dataclass(frozen=True, slots=True)
class Wanted:
    """How reminders are wanted."""

    dry_run: bool = False
    full: bool = False
    as_of: str | None = None
    unit: str | None = None
    place: str | None = None

    @property
    def day(self) -> date:
        """The day that counts; letters go out of today alone."""
        return day_of(self.as_of) if self.as_of else today()


def remind(settings: Settings, wanted: Wanted) -> int:
    """Send the day's digests, or print exactly what would go out."""
    mail = settings.smtp_host is not None or settings.smtp_from is not None
    server = mail_server(settings) if mail and not wanted.dry_run else None
    if wanted.day != today() and not wanted.dry_run:
        raise BadSetting("--as-of chỉ dùng để xem trước: hãy thêm --dry-run.")

    async def work(store: Store) -> tuple[_Due, Run | None, int]:
        due = await _due(store, wanted)
        if wanted.dry_run:
            return due, None, 0
        if server is None and not due.receivers:
            mail_server(settings)  # says what is missing
        told = await announce_all(store, due.notices)
        run = await send_all(store, due.letters, wanted.day, server) if server else None
        return due, run, told

    due, run, told = with_store(settings, work)
    if wanted.dry_run:
        write_lines(_preview(due, wanted, settings.smtp_from or ""), OUT)
        return DONE
    lines = ["Chưa đặt máy chủ thư: không gửi thư nào."] if run is None else _report(run)
    write_lines([*lines, *_announced(due, told)], OUT)
    return DONE if run is None or run.whole else IN_PART


def resend(settings: Settings, identity: str) -> int:
    """Send one reminder by hand."""
    server = mail_server(settings)
    run = with_store(settings, lambda store: send_again(store, identity, server))
    write_lines(_report(run), OUT)
    return DONE if run.whole else IN_PART


def set_address(settings: Settings, name: str, place: str | None, address: str) -> None:
    """Put an address into the address book."""
    checked = check_address(address)

    async def work(store: Store) -> str:
        of, called = await _somebody(store, name, place)
        contact = Contact(of, called, checked)
        await store.write(lambda tx: set_contact(tx, contact, instant(), getpass.getuser()))
        return called

    write_lines([f"Đã ghi địa chỉ {masked(checked)} của {with_store(settings, work)}."], OUT)


def remove_address(settings: Settings, name: str, place: str | None, address: str | None) -> None:
    """Take one address, or all of somebody, out of the address book."""

    async def work(store: Store) -> int:
        known = [c.of for c in await read_contacts(store.read) if name in (c.of, c.name)]
        of = known[0] if len(set(known)) == 1 else (await _somebody(store, name, place))[0]
        user = getpass.getuser()
        return await store.write(lambda tx: remove_contacts(tx, of, address, instant(), user))

    write_lines([f"Đã xóa {with_store(settings, work)} địa chỉ."], OUT)


def list_addresses(settings: Settings) -> None:
    """Print the address book."""
    found = with_store(settings, lambda store: read_contacts(store.read))
    lines = [f"{one.name}\t{one.address}\t{one.of}" for one in found]
    write_lines([*lines, f"Tổng cộng: {len(found)} địa chỉ."], OUT)


@dataclass(frozen=True, slots=True)
class _Due:
    """What is due on a day: letters, and what receivers of webhooks are told."""

    letters: list[Planned]
    receivers: int
    notices: list[Digest]


async def _due(store: Store, wanted: Wanted) -> _Due:
    ask = StoreAsk(store, OPEN_READER)  # what goes out shows nothing of a secret document
    unit = (await find_unit(ask, wanted.unit, wanted.place)).id if wanted.unit else None
    items = await open_items(ask, wanted.day, unit)
    letters = await plan(store, items, wanted.day)
    hooks = await receivers(store)
    notices = await plan_notices(store, items, wanted.day) if hooks else []
    return _Due(
        [one for one in letters if unit is None or one.digest.recipient.id == unit],
        len(hooks),
        [one for one in notices if unit is None or one.recipient.id == unit],
    )


async def _somebody(store: Store, name: str, place: str | None) -> tuple[str, str]:
    """Id and name of a unit or a person, by name or id."""
    ask = StoreAsk(store, LOCAL_READER)
    if name.startswith(_WAYS[2]):
        return name, name
    if name.startswith(_WAYS[1]):
        person = await find_person(ask, name, None)
        return person.id, person.name
    try:
        unit = await find_unit(ask, name, place)
    except BadSetting:
        if name.startswith(_WAYS[0]) or place is not None:
            raise
        person = await find_person(ask, name, None)
        return person.id, person.name
    called = unit.name if not unit.place or unit.place in unit.name else f"{unit.name} {unit.place}"
    return unit.id, called


def _figures(digest: Digest) -> str:
    counts = {**counts_of(digest), "quá hạn đã nhắc trước đây": digest.known}
    return "\t".join(f"{count} {words}" for words, count in counts.items())


def _preview(due: _Due, wanted: Wanted, sender: str) -> list[str]:
    """A line for each digest; the letters themselves when they are wanted."""
    lines, planned = [], due.letters
    for one in planned:
        said = _figures(one.digest)
        to = ", ".join(one.addresses) or "CHƯA CÓ ĐỊA CHỈ"
        lines.append(f"{one.digest.recipient.words}\t{said}\t{to}\t{one.id}")
        if wanted.full:
            lines += ["", f"From: {sender}", f"To: {to}", f"Subject: {one.letter.subject}"]
            lines += [
                f"Message-ID: {message_id(one.id, sender)}",
                "",
                *one.letter.text.splitlines(),
            ]
            lines += ["-" * 72]
    lines += [f"{one.recipient.words}\t{_figures(one)}\twebhook" for one in due.notices]
    missing = sum(not one.addresses for one in planned)
    total = f"Ngày {wanted.day.isoformat()}: {len(planned)} thư nhắc sẽ gửi"
    lines += [_COUNTED] if planned else []
    lines.append(total + (f", {missing} nơi chưa có địa chỉ." if missing else "."))
    if due.receivers:
        lines.append(f"Webhook: {len(due.notices)} lời nhắc sẽ báo tới {_places(due)}.")
    return lines


def _places(due: _Due) -> str:
    return f"{due.receivers} nơi nhận, mỗi nơi theo điều kiện của nó"


def _announced(due: _Due, told: int) -> list[str]:
    if not due.receivers:
        return []
    return [f"Webhook: {told} lời nhắc; dịch vụ đang chạy sẽ gửi tới {_places(due)}."]


def _report(run: Run) -> list[str]:
    lines = [f"Đã gửi: {said}" for said in run.sent]
    lines += [f"Gửi hỏng, lượt sau gửi lại: {said}" for said in run.failed]
    lines += [
        f"KHÔNG RÕ đã gửi hay chưa, không tự gửi lại: {said} (daumoi remind --resend MÃ)"
        for said in run.unsure
    ]
    lines += [f"Chưa có địa chỉ (daumoi contact set): {name}" for name in run.nowhere]
    counts = f"Đã gửi {len(run.sent)}, hỏng {len(run.failed)}, không rõ {len(run.unsure)}"
    return [*lines, f"{counts}, chưa có địa chỉ {len(run.nowhere)}."]
