"""The text of a question: parsed, or refused for its length in words and signs."""

import re

from graphql import DocumentNode, GraphQLError, GraphQLSyntaxError, parse

# A tenth of what the parser's own reading of the words would take.
_TOKEN = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"|#[^\n\r]*|\.\.\.|'
    r"[_A-Za-z][_0-9A-Za-z]*|-?[0-9][0-9.eE+-]*|[!$&()*:=@\[\]{|}]"
)


def refusal(code: str, vietnamese: str, english: str, **more: int) -> GraphQLError:
    """An error that says which limit was passed."""
    return GraphQLError(f"{vietnamese} ({english})", extensions={"code": code, **more})


def parse_question(text: str, most: int) -> DocumentNode:
    """The document; one of more words and signs than ``most`` is refused as that."""
    try:
        return parse(text, max_tokens=most)
    except GraphQLSyntaxError as error:
        count, passed = _tokens(text, most)
        if passed is None or min(error.positions or (0,)) < passed:
            raise
        raise refusal(
            "QUERY_TOO_MANY_TOKENS",
            f"Câu hỏi có {count} từ và dấu, quá {most}: hãy chia thành nhiều câu hỏi",
            "too many tokens; ask in several questions",
            requested=count,
            limit=most,
        ) from error


def _tokens(text: str, most: int) -> tuple[int, int | None]:
    """How many words, signs and comments there are, and where too many begin."""
    starts = [found.start() for found in _TOKEN.finditer(text)]
    return len(starts), starts[most] if len(starts) > most else None
