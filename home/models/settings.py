"""Settings that editors of the site keep: the clinic's facts, care notices, navigation."""

from typing import Any, ClassVar

from django.db import models
from django.utils.functional import cached_property
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.blocks import CharBlock, StructBlock, URLBlock
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField

from core.stream_fields import UnmigratedStreamField
from home.blocks import (
    AddressLinkBlock,
    CrisisResourcesBlock,
    PageLinkBlock,
    default_crisis_resources,
)
from home.crisis import CrisisLink, first_links, resources_in
from home.rich_text import SHORT


class SocialProfileBlock(StructBlock):
    """A profile of the clinic elsewhere."""

    name = CharBlock(max_length=40, help_text="For example: LinkedIn")
    url = URLBlock(label="Address")

    class Meta:
        icon = "link-external"
        label = "Profile"


class OpeningHoursBlock(StructBlock):
    """When the clinic is open."""

    days = CharBlock(max_length=60, help_text="For example: Monday to Friday")
    hours = CharBlock(max_length=60, help_text="For example: 9 am to 5 pm")

    class Meta:
        icon = "date"
        label = "Opening hours"


@register_setting(icon="site", order=100)
class OrganisationSettings(BaseSiteSetting):
    """The clinic's facts, as schema.org's MedicalClinic asks for them."""

    name = models.CharField(max_length=120, default="Our clinic")
    legal_name = models.CharField(max_length=120, blank=True)
    description = models.TextField(
        max_length=300,
        blank=True,
        help_text="One sentence for search engines and feeds.",
    )
    logo = models.ForeignKey(
        "images.CustomImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    telephone = models.CharField(max_length=25, blank=True)
    email = models.EmailField("e-mail", blank=True)
    street_address = models.CharField(max_length=120, blank=True)
    locality = models.CharField("town", max_length=80, blank=True)
    region = models.CharField("state", max_length=80, blank=True)
    postal_code = models.CharField(max_length=20, blank=True)
    country = models.CharField(max_length=2, default="US", help_text="Two letters (ISO 3166-1).")
    medical_specialty = models.CharField(
        max_length=60,
        default="Psychiatric",
        help_text="A name from schema.org's MedicalSpecialty. For example: Psychiatric",
    )
    opening_hours = UnmigratedStreamField([("hours", OpeningHoursBlock())], blank=True)
    social_profiles = UnmigratedStreamField([("profile", SocialProfileBlock())], blank=True)

    panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [
                FieldPanel("name"),
                FieldPanel("legal_name"),
                FieldPanel("description"),
                FieldPanel("logo"),
                FieldPanel("medical_specialty"),
            ],
            heading="The clinic",
        ),
        MultiFieldPanel(
            [
                FieldPanel("telephone"),
                FieldPanel("email"),
                FieldPanel("street_address"),
                FieldPanel("locality"),
                FieldPanel("region"),
                FieldPanel("postal_code"),
                FieldPanel("country"),
                FieldPanel("opening_hours"),
            ],
            heading="Reaching us",
        ),
        FieldPanel("social_profiles"),
    ]

    class Meta:
        verbose_name = "organisation"


@register_setting(icon="warning", order=110)
class CareSettings(BaseSiteSetting):
    """What a reader in distress must find on every page, and what every post must say."""

    crisis_line = models.CharField(
        "words at the head of every page",
        max_length=24,
        default="In crisis?",
        help_text="Before the links of the first resource below, on one line. Keep it short.",
    )
    crisis_heading = models.CharField(
        max_length=100, default="If you are in crisis, you do not have to wait"
    )
    crisis_resources = UnmigratedStreamField(
        CrisisResourcesBlock(),
        default=default_crisis_resources,
        help_text="At the foot of every page, in mails to readers, and above everything where "
        "somebody seems to be in danger. The links of the first one stand at the head of every "
        "page. Check once a year that the numbers are right.",
    )
    disclaimer = RichTextField(
        features=SHORT,
        blank=True,
        help_text="Shown below every post. For example: This post is not medical advice.",
    )
    comment_notice = models.CharField(
        max_length=300,
        blank=True,
        default="Replies are public and are not medical advice. Please share nothing that "
        "identifies you or your health record.",
        help_text="One line above the reply form.",
    )

    class Meta:
        verbose_name = "crisis resources and disclaimer"

    @cached_property
    def shown_crisis_resources(self) -> Any:
        """The site's resources; the defaults where the field was left empty in former times."""
        if self.crisis_resources:
            return self.crisis_resources
        block = self._meta.get_field("crisis_resources").stream_block
        return block.to_python(default_crisis_resources())

    @cached_property
    def crisis_line_links(self) -> list[CrisisLink]:
        """The links at the head of every page: to call, to text and to chat."""
        return first_links(resources_in(self.shown_crisis_resources))


# The link types that a menu may hold.
MENU = [("page", PageLinkBlock()), ("address", AddressLinkBlock())]


@register_setting(icon="list-ul", order=120)
class NavigationSettings(BaseSiteSetting):
    """The menus at the head and the foot of every page."""

    header = UnmigratedStreamField(MENU, blank=True, max_num=6)
    header_button = UnmigratedStreamField(
        MENU,
        blank=True,
        max_num=1,
        help_text="One link that stands out. For example: Request an appointment",
    )
    footer = UnmigratedStreamField(MENU, blank=True, max_num=10)

    class Meta:
        verbose_name = "navigation"
