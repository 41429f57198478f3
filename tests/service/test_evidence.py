"""Files that go with a report: taken by their bytes, kept whole, given back and never shown."""

import hashlib
from io import BytesIO

import pytest
from docx import Document

from service.file_kinds import media_type_of, safe_name
from service.store import Store
from tests.service.correcting import load_file, rows, task_id
from tests.service.test_changes import change, changing

_REPORT = """
mutation($input: ReportProgressInput!) { reportProgress(input: $input) { __typename
  ... on ProgressReported { task { progress { evidence {
    id title url mediaType size sha256 } } } }
  ... on Refused { code field } } }
"""
_PDF = b"%PDF-1.7\n" + bytes(range(256)) * 10_000
_NAME = "Biên bản nghiệm thu.pdf"


def _word() -> bytes:
    file = BytesIO()
    Document().save(file)
    return file.getvalue()


_KINDS = [
    (_PDF, "application/pdf"),
    (b"\x89PNG\r\n\x1a\n...", "image/png"),
    (b"\xff\xd8\xff\xe0...", "image/jpeg"),
    (_word(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("Biên bản".encode(), "text/plain; charset=utf-8"),
    (b"PK\x03\x04 any archive", None),
    (b"MZ\x90\x00\xff", None),
    (b"", None),
]


@pytest.mark.parametrize(("content", "kind"), _KINDS)
def test_a_file_is_what_its_bytes_say(content: bytes, kind: str | None) -> None:
    assert media_type_of(content) == kind


@pytest.mark.parametrize(
    ("given", "name"),
    [
        (_NAME, _NAME),
        ("../../etc/passwd", "passwd"),
        ("C:\\tam\\a.pdf", "a.pdf"),
        ("a\r\nSet-Cookie: b.pdf", "aSet-Cookie: b.pdf"),
        ("\u202efdp.exe", "fdp.exe"),
        ("...", "tep"),
    ],
)
def test_a_name_is_made_safe(given: str, name: str) -> None:
    assert safe_name(given) == name


async def test_a_file_is_sent_goes_with_a_report_and_comes_back_byte_by_byte(store: Store) -> None:
    await load_file(store)
    task = await task_id(store, "III.1.b")
    async with changing(store) as client:
        sent = await client.post("/evidence", params={"name": _NAME}, content=_PDF)
        assert sent.status_code == 201
        kept = sent.json()
        given = {"task": task, "percent": 50, "on": "2026-09-01"}
        done = await change(client, _REPORT, **given, evidence=[kept["id"], kept["id"]])
        assert done["task"]["progress"] == [{"evidence": [kept]}]
        assert (kept["size"], kept["sha256"]) == (len(_PDF), hashlib.sha256(_PDF).hexdigest())
        assert (kept["title"], kept["mediaType"]) == (_NAME, "application/pdf")
        back = await client.get(kept["url"])
        missing = await change(client, _REPORT, **given, evidence=["evidence_none"])
        assert (missing["code"], missing["field"]) == ("NOT_FOUND", "evidence")
        assert (await client.get("/evidence/evidence_none")).status_code == 404
    assert back.content == _PDF
    shown = back.headers["content-disposition"]
    assert shown.startswith("attachment; filename*=UTF-8''Bi%C3%AAn%20")
    assert back.headers["x-content-type-options"] == "nosniff"
    assert back.headers["content-security-policy"].startswith("sandbox")
    told = "MATCH (c:Change {action: 'EVIDENCE_SENT'})-[:CHANGED]->(e:Evidence) RETURN c.after"
    assert await rows(store, told) == [[kept["sha256"]]]


async def test_what_may_not_be_sent_is_refused_and_nothing_is_kept(store: Store) -> None:
    name = {"name": "a.pdf"}
    async with changing(store) as client:
        program = await client.post("/evidence", params=name, content=b"MZ\x90\x00\xff")
        assert program.status_code == 415
        assert (await client.post("/evidence", content=_PDF)).status_code == 400
        long = {"content-length": str(10**9)}
        large = await client.post("/evidence", params=name, content=_PDF, headers=long)
        assert large.status_code == 413
        foreign = {"origin": "https://elsewhere.test"}
        other = await client.post("/evidence", params=name, content=_PDF, headers=foreign)
        assert other.status_code == 403
    async with changing(store, token=None) as client:
        assert (await client.post("/evidence", params=name, content=_PDF)).status_code == 401
    assert await rows(store, "MATCH (n:Evidence) RETURN count(n)") == [[0]]
    assert await rows(store, "MATCH (n:EvidencePart) RETURN count(n)") == [[0]]
