"""Every error of ours.

DauMoiError
├── UnreadableDocument     a file that cannot be read faithfully, and why
│   ├── DocumentTooLarge   a file over a cap: refused before any parser sees it
│   └── ScannedDocument    pages that are only pictures: read when OCR is asked for
├── BadRecord              a record that contradicts itself: a quote that is not its slice
├── BadSetting             a setting or option that cannot be used, and what to do
│   └── UnknownSubject     nothing that a report is asked of has this id or number
├── StoreUnavailable       the database does not answer, or not in time
│   ├── DeadlineExceeded   a question or a write took longer than it may
│   └── StoreFull          the disk under the database is full: nothing was written
├── StoreMismatch          the store was written by a newer version, or a migration was altered
├── Unauthenticated        nobody showed who they are, or what they showed does not hold
│   └── TooManyAttempts    wrong keys came from one address again and again
├── KeysUnavailable        the keys that prove who asks cannot be had
├── Forbidden              who asks may not do this
├── NotCorrected           a correction that is refused: what is wrong with it, in which field
└── BadQuestion            a GraphQL argument that cannot mean anything: a cursor, an id, a limit
    └── QuestionTooLarge   a question whose answer the database's memory cannot hold

Every one has a public ``code`` (English, SCREAMING_SNAKE, part of the API) and a Vietnamese
``sentence`` that says what is wrong, where, and what to do.
"""


class DauMoiError(Exception):
    """The root: a failure that is told to the user in one sentence, never as a stack trace."""

    code = "INTERNAL"

    def __init__(self, sentence: str) -> None:
        """Keep the sentence that the user is shown."""
        super().__init__(sentence)
        self.sentence = sentence


class UnreadableDocument(DauMoiError):
    """A file that cannot be read faithfully: it is refused whole, never half read."""

    code = "UNREADABLE_DOCUMENT"


class DocumentTooLarge(UnreadableDocument):
    """A file over a cap (bytes, lines, ratio, depth)."""

    code = "DOCUMENT_TOO_LARGE"


class ScannedDocument(UnreadableDocument):
    """Pages that are only pictures, or whose layer of words nobody can read."""

    code = "SCANNED_DOCUMENT"


class BadRecord(DauMoiError):
    """A record whose parts contradict each other; it never reaches the graph."""

    code = "BAD_RECORD"


class BadSetting(DauMoiError):
    """A setting or option that cannot be used."""

    code = "BAD_SETTING"


class UnknownSubject(BadSetting):
    """Nothing that a report is asked of has this id or number."""

    code = "NOT_FOUND"


class StoreUnavailable(DauMoiError):
    """The database does not answer."""

    code = "DB_UNAVAILABLE"


class DeadlineExceeded(StoreUnavailable):
    """The database did not answer in time; the question was ended in the engine."""

    code = "DEADLINE_EXCEEDED"


class StoreFull(StoreUnavailable):
    """The disk under the database is full; the write was refused whole, reads go on."""

    code = "STORE_FULL"


class StoreMismatch(DauMoiError):
    """The store's schema and this program's do not fit each other."""

    code = "STORE_MISMATCH"


class BadQuestion(DauMoiError):
    """A GraphQL argument that cannot mean anything."""

    code = "BAD_USER_INPUT"


class QuestionTooLarge(BadQuestion):
    """A question that the database gave up, for it would take more memory than it may."""

    code = "QUERY_TOO_COMPLEX"


class Unauthenticated(DauMoiError):
    """Who asks is not known; why what they showed does not hold is never told."""

    code = "UNAUTHENTICATED"


class TooManyAttempts(Unauthenticated):
    """Wrong keys or tokens came from one address again and again."""

    code = "TOO_MANY_ATTEMPTS"


class KeysUnavailable(DauMoiError):
    """The public keys of the sign-in cannot be had, so nobody can show who they are."""

    code = "AUTH_UNAVAILABLE"


class Forbidden(DauMoiError):
    """Who asks is known, and may not do this."""

    code = "FORBIDDEN"


class NotCorrected(DauMoiError):
    """A correction that is refused; nothing of it was stored."""

    code = "BAD_USER_INPUT"

    def __init__(
        self,
        sentence: str,
        field: str | None = None,
        *,
        code: str = "BAD_USER_INPUT",
        expected: str | None = None,
        current: str | None = None,
        current_value: str | None = None,
        given_value: str | None = None,
    ) -> None:
        """The sentence, the field of the input, and of a conflict both versions, both values."""
        super().__init__(sentence)
        self.field = field
        self.code = code
        self.expected = expected
        self.current = current
        self.current_value = current_value
        self.given_value = given_value


class UnknownName(NotCorrected):
    """A role for a name that nobody of the place bears; whoever means a new one says so."""
