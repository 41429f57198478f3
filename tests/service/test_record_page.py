"""The page of a reading: its words are the document's, its marks the quotes, nothing in it runs."""

import random
import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import fields, is_dataclass, replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.async_api import Page, async_playwright

from graph_schema.model import Note, PlanRecord, Quote, Target, Task, UnitMention, UnreadLine
from service.reading import Reading, read_with_lines
from service.record_page import record_page
from tests.records import Draft
from tests.service.command import ROOT, SAMPLES

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
HOSTILE = (
    '</section></main><script>document.title="taken"</script>&amp;<!-- <img src=x '
    'onerror=\'document.title="taken"\'>\r\n\r]]> " onclick="document.title=\'taken\'" -->\n'
)
LETTERS = "aạ Đ<>&\"'\t\n\r\x0b\x0c\x85\u2028\u200b\u202e\u2066\u2069\x1b\x9b\xad\U0001f600-;"
DOCUMENTS = (
    *sorted(SAMPLES.iterdir()),
    *sorted((ROOT / "tests/documents").glob("*.txt")),
    *sorted((ROOT / "tests/documents").glob("*.md")),
)


def _record(text: str, places: list[tuple[int, int]], confidence: float = 0.7) -> PlanRecord:
    """A record whose facts lie wherever they were thrown: inside each other, crosswise, twice."""

    def quote(index: int) -> Quote:
        start, end = sorted(places[index % len(places)])
        return Quote(text[start:end], start, end, "thrown", confidence, None, text[:3])

    def unit(index: int) -> UnitMention:
        return UnitMention(text[:9], False, quote(index))

    bare = Draft(title=text).record()
    task = Task(
        "1", text, None, quote(0), (unit(1),), (unit(2),), (unit(3), unit(1)), (), None, quote(4),
        None, quote(5), False, None, quote(6),
    )  # fmt: skip
    target = Target("2", quote(7), text, "=", 1, None, None, None, quote(8), None, (), "1")
    return replace(
        bare,
        source=replace(bare.source, text=text),
        document=replace(bare.document, quotes=()),
        directives=(),
        tasks=(task, replace(task, quote=quote(9))),
        targets=(target,),
        reports=(),
        unread=(UnreadLine(quote(10), text),),
        notes=(Note("<ODD>", text, quote(11)), Note("NOWHERE", text, None)),
    )


class Read(HTMLParser):
    """The document pane as a parser sees it: its words, and those of each span."""

    def __init__(self, page: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.spans: dict[str, str] = {}
        self.entries: dict[str, list[str]] = {}
        self._open: list[str] = []
        self._inside = 0
        self.feed(page.decode("utf-8"))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given_ = {name: value or "" for name, value in attrs}
        if tag == "section":
            self._inside = int(given_.get("id") == "document")
        elif tag == "mark":
            self._open.append(given_["data-m"])
            self.entries[given_["data-m"]] = given_["data-e"].split()

    def handle_endtag(self, tag: str) -> None:
        if tag == "section":
            self._inside = 0
        elif tag == "mark":
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.text += data
            for number in self._open:
                self.spans[number] = self.spans.get(number, "") + data


def _quotes(value: object) -> Iterator[Quote]:
    if isinstance(value, Quote):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _quotes(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _quotes(getattr(value, field.name))


def _lit(record: PlanRecord) -> list[str]:
    return sorted(quote.text for quote in _quotes(record) if quote.start < quote.end)


def _check(record: PlanRecord, page: bytes) -> None:
    read = Read(page)
    assert read.text == record.source.text
    marked = [words for number, words in read.spans.items() for _ in read.entries[number]]
    assert sorted(marked) == _lit(record)


@given(st.data())
def test_the_pane_is_the_text_and_every_quote_is_lit_wherever_spans_lie(
    data: st.DataObject,
) -> None:
    text = data.draw(st.text(st.sampled_from(LETTERS), min_size=1, max_size=60))
    place = st.integers(0, len(text))
    places = data.draw(st.lists(st.tuples(place, place), min_size=1, max_size=12))
    record = _record(text, places)
    _check(record, record_page(record, ()))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_nothing_that_was_read_of_a_document_is_missing_on_its_page(path: Path) -> None:
    reading = read_with_lines(path)
    _check(reading.record, record_page(reading.record, reading.extract.lines))


def test_the_page_grows_with_the_document_and_no_faster() -> None:
    def size(lines: int) -> int:
        text = "Một dòng của văn bản.\n" * lines
        starts = range(0, len(text), 22)
        draft = _record(text, [(0, 3)])
        tasks = tuple(
            replace(draft.tasks[0], quote=Quote(text[at : at + 9], at, at + 9, "thrown"))
            for at in starts
        )
        quiet = replace(draft, tasks=tasks, targets=(), unread=(), notes=())
        quiet = replace(quiet, tasks=tuple(replace(task, text="x", support=()) for task in tasks))
        return len(record_page(quiet, ()))

    one, two, four = size(100), size(200), size(400)
    assert four - two < 2.2 * (two - one)


@pytest.fixture
async def browser_page() -> AsyncIterator[Page]:
    """A page of a real browser, which notes all that is asked of the network."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = await browser.new_page(viewport={"width": 1300, "height": 800})
        yield page
        await browser.close()


async def _open(page: Page, folder: Path, html: bytes) -> list[str]:
    """Open a page from a file; what it asks for beyond itself, and complains of."""
    asked: list[str] = []
    file = folder / "trang.html"
    file.write_bytes(html)
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: asked.append(message.text))
    page.on("pageerror", lambda error: asked.append(str(error)))
    await page.goto(file.as_uri())
    return [said for said in asked if said != file.as_uri()]


_PANE = "document.getElementById('document').textContent"
_MARKED = """() => [...document.querySelectorAll('#document mark[id]')].flatMap(first => {
  const pieces = [...document.querySelectorAll(`#document [data-m="${first.dataset.m}"]`)];
  return first.dataset.e.split(' ').map(() => pieces.map(piece => piece.textContent).join(''));
})"""


async def test_a_browser_shows_the_text_letter_by_letter_and_runs_nothing_of_it(
    browser_page: Page, tmp_path: Path
) -> None:
    chance = random.Random(20260716)
    for _ in range(12):
        text = HOSTILE + "".join(chance.choices(LETTERS, k=60)) + HOSTILE
        places = [(chance.randrange(len(text)), chance.randrange(len(text))) for _ in range(9)]
        record = _record(text, places)
        assert await _open(browser_page, tmp_path, record_page(record, ())) == []
        assert await browser_page.evaluate(_PANE) == text
        assert sorted(await browser_page.evaluate(_MARKED)) == _lit(record)
        assert "bản đọc" in await browser_page.title()
        assert await browser_page.locator("script, img").count() == 1


def _reading() -> Reading:
    return read_with_lines(SAMPLES / "kh-63-ben-sao.docx")


async def test_a_click_leads_from_words_to_the_fact_and_back(
    browser_page: Page, tmp_path: Path
) -> None:
    reading = _reading()
    page = browser_page
    await _open(page, tmp_path, record_page(reading.record, reading.extract.lines))
    mark = page.locator("mark.lead[id]").first
    entry = (await mark.get_attribute("data-e") or "").split()[0]
    await mark.click()
    assert await page.evaluate("document.activeElement.id") == f"e{entry}"
    await page.keyboard.press("Escape")
    assert await page.evaluate("document.activeElement.id") == await mark.get_attribute("id")
    await page.keyboard.press("n")
    moved = await page.evaluate("document.activeElement.id")
    assert moved not in (f"e{entry}", await mark.get_attribute("id"))
    await page.keyboard.press("p")
    assert await page.evaluate("document.activeElement.id") == await mark.get_attribute("id")
    await page.keyboard.press("Enter")
    assert await page.evaluate("document.activeElement.id") == f"e{entry}"
    await page.locator(f"#e{entry}").click()
    lit = page.locator("mark.lit").first
    assert await lit.get_attribute("data-e") == await mark.get_attribute("data-e")
    assert await lit.is_visible()


async def test_a_kind_can_be_left_out_and_the_words_stay(
    browser_page: Page, tmp_path: Path
) -> None:
    reading = _reading()
    page = browser_page
    await _open(page, tmp_path, record_page(reading.record, reading.extract.lines))
    assert await page.locator("#facts li.task").first.is_visible()
    await page.locator("[data-kind=task]").uncheck()
    assert not await page.locator("#facts li.task").first.is_visible()
    assert await page.evaluate(_PANE) == reading.record.source.text
    background = "getComputedStyle(document.querySelector('mark.task')).backgroundColor"
    assert await page.evaluate(background) == "rgba(0, 0, 0, 0)"


_CONTRAST = """() => {
  const light = (text) => {
    const [r, g, b] = text.match(/[\\d.]+/g).slice(0, 3).map(Number).map(v => {
      const part = v / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  return [...document.querySelectorAll('#kinds label i')].map(tag => {
    const style = getComputedStyle(tag);
    const [one, two] = [light(style.color), light(style.backgroundColor)].sort((a, b) => b - a);
    return (one + 0.05) / (two + 0.05);
  });
}"""


async def test_every_tag_can_be_read_by_weak_eyes_and_without_colour(
    browser_page: Page, tmp_path: Path
) -> None:
    record = _record("Một việc của xã " * 9, [(at, at + 20) for at in range(0, 100, 9)])
    await _open(browser_page, tmp_path, record_page(record, ()))
    contrasts = await browser_page.evaluate(_CONTRAST)
    assert len(contrasts) >= 9
    assert min(contrasts) >= 4.5
    tags = await browser_page.locator("#kinds label i").all_text_contents()
    assert len(set(tags)) == len(tags)
    shown = await browser_page.locator("mark[id]").evaluate_all(
        "marks => marks.map(mark => getComputedStyle(mark, '::before').content)"
    )
    assert all(any(tag in content for tag in tags) for content in shown)
    assert all("?" in content for content in shown), "what was read unsurely says so"


_PLACES = """() => {
  const letters = [];
  const pane = document.querySelector('#document');
  const walker = document.createTreeWalker(pane, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (let at = 0; at < node.data.length; at += 1) {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const place = range.getBoundingClientRect();
      letters.push([node.data[at], [place.top, place.left]]);
    }
  }
  return letters.filter(([letter]) => /[A-Za-z0-9.]/.test(letter));
}"""


@pytest.mark.parametrize("steering", ["\u202e", "\u2067", "\u061c\u202e", "\u200f\u202b"])
async def test_no_letter_of_a_document_turns_the_others_round(
    steering: str, browser_page: Page, tmp_path: Path
) -> None:
    text = f"Giao{steering}1.000 cay abc"
    record = _record(text, [(0, 4), (2, len(text) - 1)])
    await _open(browser_page, tmp_path, record_page(record, ()))
    assert await browser_page.evaluate(_PANE) == text
    seen = await browser_page.evaluate(_PLACES)
    assert "".join(letter for letter, _ in sorted(seen, key=lambda one: one[1])) == (
        "Giao1.000cayabc"
    )
    told = await browser_page.locator("#document .unseen").evaluate_all(
        "found => found.map(one => getComputedStyle(one, '::before').content)"
    )
    assert told == [f'"U+{ord(letter):04X}"' for letter in steering]
