"""A citation and the document that it names meet in one node; what contradicts stays apart."""

from graph_schema.periods import Period
from graph_schema.settle import Candidate, Numbered, settle_citation

CITY, WARD, OTHER = "place_31", "place_1", "place_2"


def said(symbol: str, scope: str | None = CITY, issued: str | None = None) -> Numbered:
    nearby = (WARD, CITY, "nation")
    return Numbered(symbol, scope, nearby, Period.parse(issued) if issued else None)


def stored(identity: str, scope: str | None = CITY, day: str | None = "2026-01-14") -> Candidate:
    return Candidate(identity, "5-NQ/TU", scope, (WARD, CITY, "nation"), day, day, None, False)


def test_same_number_and_day_is_the_same_document() -> None:
    assert settle_citation(said("05-NQ/TU", CITY, "2026-01-14"), [stored("a")]) == "a"


def test_a_citation_without_a_date_meets_the_only_one_of_its_number() -> None:
    assert settle_citation(said("05-NQ/TU"), [stored("a")]) == "a"
    assert settle_citation(said("05-NQ/TU", None), [stored("a")]) == "a"


def test_spaces_and_leading_zeros_do_not_tell_documents_apart() -> None:
    assert settle_citation(said("5 - NQ/TU"), [stored("a")]) == "a"


def test_another_day_is_another_document() -> None:
    assert settle_citation(said("05-NQ/TU", CITY, "2018-07-04"), [stored("a")]) != "a"


def test_another_place_is_another_document() -> None:
    assert settle_citation(said("05-NQ/TU", OTHER), [stored("a")]) != "a"


def test_a_citation_that_leaves_the_place_out_does_not_mean_a_place_far_away() -> None:
    assert settle_citation(said("05-NQ/TU", None), [stored("a", OTHER)]) != "a"


def test_a_citation_that_fits_two_documents_stays_apart() -> None:
    two = [stored("a", CITY, "2026-01-14"), stored("b", CITY, "2018-07-04")]
    assert settle_citation(said("05-NQ/TU"), two) not in {"a", "b"}
    assert settle_citation(said("05-NQ/TU", CITY, "2018-07"), two) == "b"


def test_a_new_document_has_the_same_id_each_time() -> None:
    assert settle_citation(said("1/KH-UBND"), []) == settle_citation(said("01/KH-UBND"), [])
