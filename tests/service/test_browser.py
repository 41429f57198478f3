"""The pages in a real browser: they work without the internet and run nothing that a text holds."""

import asyncio
import shutil
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import ConsoleMessage, Page, async_playwright

from service.app import create_app
from service.store import Store
from service.web import WEB
from tests.queries.seed import load, load_all
from tests.records import Draft
from tests.service.answering import served

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
HOSTILE = (
    '<script>document.title = "taken"</script><img src=x onerror=\'document.title = "taken"\'>'
)

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")


class Opened:
    """A page of the browser, with all it asked for and complained about."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.complaints: list[str] = []
        self.asked: list[str] = []
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda request: self.asked.append(request.url))

    def _note(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text[:200])


@pytest.fixture
async def opened(store: Store) -> AsyncIterator[Opened]:
    """A browser beside the service over four plans, one of them hostile."""
    await load_all(store)
    await load(store, Draft(number=66, date="2026-09-01", title=HOSTILE).record())
    async with served(create_app(store)) as address, async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = await browser.new_page()
        yield Opened(page, address)
        await browser.close()


_QUERY = "document.querySelector('.graphiql-query-editor .CodeMirror')?.CodeMirror.getValue()"
_RESULT = "document.querySelector('.result-window .CodeMirror')?.CodeMirror.getValue()"


async def _until(page: Page, expression: str, words: str) -> str:
    """The value once it holds the words; the policy forbids the browser's own way of waiting."""
    async with asyncio.timeout(15):
        while words not in (found := str(await page.evaluate(expression))):
            await asyncio.sleep(0.05)
    return found


async def test_the_pages_open_answer_and_stay_at_home(opened: Opened) -> None:
    page = opened.page
    await page.goto(opened.address)
    await _until(page, "document.getElementById('count').textContent", "4 kế hoạch")
    assert await page.locator("#questions li").count() > 5

    await page.goto(f"{opened.address}/graphiql")
    await _until(page, _QUERY, "plans(")
    await page.click(".graphiql-execute-button")
    answer = await _until(page, _RESULT, "totalCount")
    assert '"totalCount": 4' in answer
    assert "<script>" in answer
    assert await page.title() == "Đầu Mối: hỏi bằng GraphQL"

    source = (WEB / "questions.js").read_text(encoding="utf-8")
    assert await page.locator(".graphiql-tab").count() == source.count("    title: ")
    first_of_readme = (
        source.count("    title: ", 0, source.index("# Đơn vị này chủ trì việc gì")) - 1
    )
    await page.locator(".graphiql-tab-button").nth(first_of_readme).click()
    await _until(page, _QUERY, "role: [LEAD]")
    await page.click(".graphiql-execute-button")
    await _until(page, _RESULT, '"tasks"')

    await page.goto(f"{opened.address}/graphiql?q=6")
    await _until(page, _QUERY, "search(")
    assert opened.complaints == []
    assert [url for url in opened.asked if not url.startswith((opened.address, "data:"))] == []
