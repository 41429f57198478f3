"""Which gate the settings ask for: the same in every process that answers."""

from graph_schema.callers import LOCAL_READER, OPEN_READER
from service.api_keys import ApiKeys
from service.gate import Gate, LocalGate, ServedGate
from service.oidc import Claims, Oidc, check_file, from_address, from_file
from service.settings import Settings, is_local
from service.store import Store


def gate_of(settings: Settings, store: Store, token: str) -> Gate:
    """Who is let in: in local mode whoever reaches this machine, in served mode who is known."""
    if settings.mode == "served":
        return ServedGate(ApiKeys(store), _sign_in(settings))
    return LocalGate(token, LOCAL_READER if is_local(settings.host) else OPEN_READER)


def check_sign_in(settings: Settings) -> None:
    """Refuse keys that could let nobody in, before anything is started."""
    if settings.jwks_file is not None:
        check_file(settings.jwks_file)


def _sign_in(settings: Settings) -> Oidc | None:
    if settings.oidc_issuer is None or settings.oidc_audience is None:
        return None
    claims = Claims(
        settings.oidc_issuer,
        settings.oidc_audience,
        settings.oidc_role_claim,
        settings.oidc_role_prefix,
        settings.oidc_unit_claim,
        settings.oidc_clearance_claim,
    )
    if settings.jwks_file is not None:
        return Oidc(claims, from_file(settings.jwks_file))
    return Oidc(claims, from_address(str(settings.jwks_url)))
