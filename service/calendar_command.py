"""`daumoi calendar`: the address of a feed, with the token that opens it."""

from urllib.parse import quote

from service.asking import with_reader
from service.calendar_feed import COUNTED
from service.console import OUT, write_lines
from service.reports.pick import Subject, find_person, find_unit
from service.settings import Settings
from service.signed_feeds import FeedSigner, Of
from service.tokens import signing_secret


def tell_unit(settings: Settings, name: str, place: str | None, base: str | None) -> None:
    """Print the address of a unit's feed; a name that fits several is refused with all of them."""
    found = with_reader(settings, lambda ask: find_unit(ask, name, place))
    _tell(settings, Of.UNIT, found, f", {found.place}" if found.place else "", base)


def tell_person(settings: Settings, name: str, base: str | None) -> None:
    """Print the address of a leader's feed; of several of one name, all are told."""
    found = with_reader(settings, lambda ask: find_person(ask, name, None))
    _tell(settings, Of.PERSON, found, "", base)


def _tell(settings: Settings, of: Of, found: Subject, where: str, base: str | None) -> None:
    token = FeedSigner(signing_secret(settings)).token(of, found.id)
    base = (base or f"http://{settings.host}:{settings.port}").rstrip("/")
    said = (
        f"Lịch của {found.name}{where}. {COUNTED[of]} Ai có địa chỉ này thì xem được lịch; đổi "
        "khóa ký (DAUMOI_SECRET) thì mọi địa chỉ lịch hết hiệu lực.",
        f"{base}/calendar/{of}/{quote(found.id, safe='')}.ics?token={token}",
    )
    write_lines(said, OUT)
