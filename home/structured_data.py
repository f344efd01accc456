"""The clinic in schema.org's words. Checked against schema.org 29's MedicalClinic."""

from typing import Any

from home.models import OrganisationSettings


def medical_clinic(organisation: OrganisationSettings, *, url: str) -> dict[str, Any]:
    """Return the clinic as a `MedicalClinic`.

    Args:
        organisation: the site's settings; what is empty there is left out.
        url: the home page's absolute address; its `#clinic` names the clinic on all pages.
    """
    clinic: dict[str, Any] = {
        "@type": "MedicalClinic",
        "@id": f"{url}#clinic",
        "name": organisation.name,
        "legalName": organisation.legal_name,
        "description": organisation.description,
        "url": url,
        "telephone": organisation.telephone,
        "email": organisation.email,
        "medicalSpecialty": f"https://schema.org/{organisation.medical_specialty}"
        if organisation.medical_specialty
        else "",
        "openingHours": [
            f"{row.value['days']}: {row.value['hours']}" for row in organisation.opening_hours
        ],
        "sameAs": [profile.value["url"] for profile in organisation.social_profiles],
    }
    if organisation.street_address:
        clinic["address"] = {
            "@type": "PostalAddress",
            "streetAddress": organisation.street_address,
            "addressLocality": organisation.locality,
            "addressRegion": organisation.region,
            "postalCode": organisation.postal_code,
            "addressCountry": organisation.country,
        }
    return {name: value for name, value in clinic.items() if value}


def breadcrumb_list(links: list[tuple[str, str]]) -> dict[str, Any]:
    """Return a `BreadcrumbList` of (text, absolute address) pairs."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": text, "item": href}
            for position, (text, href) in enumerate(links, start=1)
        ],
    }
