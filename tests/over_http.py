"""A running service, asked as any program would ask it."""

import json
import urllib.request


def ask(address: str, query: str) -> object:
    """The answer to one question, as JSON says it."""
    request = urllib.request.Request(
        f"{address}/graphql",
        data=json.dumps({"query": query}).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=30) as response:
        answer: object = json.load(response)
        return answer
