"""The home page, standard pages, forms and site settings."""

from .emergencies import Emergency, EmergencySettings
from .form_page import FormField, FormPage
from .forms import FormSettings, SentForm
from .pages import FeaturedPost, HomePage, StandardPage
from .settings import CareSettings, NavigationSettings, OrganisationSettings

__all__ = [
    "CareSettings",
    "Emergency",
    "EmergencySettings",
    "FeaturedPost",
    "FormField",
    "FormPage",
    "FormSettings",
    "HomePage",
    "NavigationSettings",
    "OrganisationSettings",
    "SentForm",
    "StandardPage",
]
