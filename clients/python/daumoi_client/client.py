"""One question over HTTP, its answer or the reason why there is none."""

import json
import urllib.error
import urllib.request
from collections.abc import Mapping


class Refused(Exception):
    """The service answered with errors: the first one's words, and every code."""

    def __init__(self, errors: list[dict[str, object]]) -> None:
        """Keep the errors as they came."""
        super().__init__(str(errors[0].get("message")))
        self.errors = errors

    @property
    def codes(self) -> list[str]:
        """The codes, as docs/errors.md lists them."""
        found = (error.get("extensions") for error in self.errors)
        return [str(more.get("code")) for more in found if isinstance(more, dict)]


class Client:
    """Asks one service, such as ``http://127.0.0.1:8000``."""

    def __init__(self, address: str, token: str | None = None, timeout: float = 10.0) -> None:
        """``token`` is shown with each question, for what needs one."""
        self._url = f"{address.rstrip('/')}/graphql"
        self._timeout = timeout
        self._headers = {
            "Content-Type": "application/json",
            "Accept": "application/graphql-response+json, application/json",
            **({"Authorization": f"Bearer {token}"} if token else {}),
        }

    def ask(self, query: str, variables: Mapping[str, object] | None = None) -> object:
        """The data of the answer; variables that are None are left to their defaults."""
        given = {name: value for name, value in (variables or {}).items() if value is not None}
        body = json.dumps({"query": query, "variables": given}).encode()
        request = urllib.request.Request(self._url, body, self._headers)  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=self._timeout) as answer:  # noqa: S310
                told = json.load(answer)
        except urllib.error.HTTPError as error:
            told = _errors_of(error)
        if told.get("errors"):
            raise Refused(told["errors"])
        data: object = told["data"]
        return data


def _errors_of(error: urllib.error.HTTPError) -> dict[str, list[dict[str, object]]]:
    """What a refusal says; an answer that is not of this service is raised as it came."""
    try:
        told = json.load(error)
    except ValueError:
        raise error from None
    if not isinstance(told, dict) or "errors" not in told:
        raise error
    return told
