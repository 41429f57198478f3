"""What a service offers besides answers: which documents it takes, what it shows to strangers."""

from dataclasses import dataclass, field

from service.documents_known import KnownDocuments, Trust, load_trusted
from service.settings import Settings


@dataclass(frozen=True, slots=True)
class Offer:
    """As the settings say; the default is a service that people explore by hand."""

    graphiql: bool = True
    production: bool = False
    """Nothing for strangers: no GraphiQL, no introspection, no suggestions, no text in a GET."""
    federation: bool = False
    documents: KnownDocuments = field(default_factory=KnownDocuments)
    ocr: bool = False
    """Scans that are sent are read by OCR."""


def offer_of(settings: Settings) -> Offer:
    """The offer; documents that cannot be used are a BadSetting."""
    trust = Trust(settings.trusted)
    path = settings.trusted_documents
    trusted = load_trusted(path) if path is not None and trust is not Trust.OFF else {}
    return Offer(
        graphiql=not settings.production,
        production=settings.production,
        federation=settings.federation,
        documents=KnownDocuments(trust, trusted),
        ocr=settings.ocr,
    )
