"""The clinic's own facts as results: telephone, hours, address, e-mail."""

from dataclasses import dataclass

from wagtail.models import Site

from home.models import OrganisationSettings
from search.words import STOP_WORDS, plain_words, stem

MOST_WORDS = 5  # telling words; who asks more than that does not ask for a number
_KINDS = {
    "telephone": "phone telephone call number contact ring reach",
    "hours": "hour open closed close opening weekend saturday sunday today",
    "address": "address location located directions find parking map office street",
    "email": "email mail contact write",
}
_ASKED_BY = {kind: {stem(word) for word in words.split()} for kind, words in _KINDS.items()}


@dataclass(frozen=True)
class Fact:
    """Something about the clinic.

    Args:
        kind: `telephone`, `hours`, `address` or `email`.
        label: what it is called.
        text: what it is.
        url: where it leads; empty for what leads nowhere.
    """

    kind: str
    label: str
    text: str
    url: str = ""


def facts_for(text: str, site: Site) -> list[Fact]:
    """Return what a search asks about the clinic itself.

    Args:
        text: as it was typed.
        site: the clinic's site.
    """
    words = [word for word in plain_words(text) if word not in STOP_WORDS]
    if not words or len(words) > MOST_WORDS:
        return []
    asked = {stem(word) for word in words}
    kinds = {kind for kind, asked_by in _ASKED_BY.items() if not asked.isdisjoint(asked_by)}
    if not kinds:
        return []
    facts = _facts(OrganisationSettings.for_site(site))
    return [fact for fact in facts if fact.kind in kinds and fact.text]


def _facts(organisation: OrganisationSettings) -> list[Fact]:
    hours = "; ".join(
        f"{each.value['days']}: {each.value['hours']}" for each in organisation.opening_hours
    )
    town = " ".join(filter(None, (organisation.region, organisation.postal_code)))
    address = ", ".join(filter(None, (organisation.street_address, organisation.locality, town)))
    telephone = organisation.telephone
    return [
        Fact("telephone", "Telephone", telephone, f"tel:{telephone.replace(' ', '')}"),
        Fact("hours", "Opening hours", hours),
        Fact("address", "Address", address),
        Fact("email", "E-mail", organisation.email, f"mailto:{organisation.email}"),
    ]
