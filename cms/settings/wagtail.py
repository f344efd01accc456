"""Wagtail."""

from zoneinfo import available_timezones

WAGTAIL_SITE_NAME = "Amazing Care Health Services"
OTP_TOTP_ISSUER = WAGTAIL_SITE_NAME  # how an authenticator app lists the log-in
WAGTAILIMAGES_IMAGE_MODEL = "images.CustomImage"
WAGTAILDOCS_DOCUMENT_MODEL = "images.CustomDocument"
WAGTAILIMAGES_IMAGE_FORM_BASE = "images.forms.ImageForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024  # bytes
WAGTAILIMAGES_WEBP_QUALITY = 78
WAGTAILIMAGES_AVIF_QUALITY = 60
WAGTAILIMAGES_JPEG_QUALITY = 82
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "pdf", "pptx", "txt", "xlsx"]
# A document opens as a download: an uploaded file never runs in the site's origin.
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_CONTENT_TYPES: dict[str, str] = {}
WAGTAILDOCS_INLINE_CONTENT_TYPES = ["application/pdf"]
WAGTAIL_ENABLE_UPDATE_CHECK = False  # no request to a third party from an editor's browser
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # the same
WAGTAILEMBEDS_FINDERS: list[
    dict[str, str]
] = []  # videos are VideoBlocks, played on a click; nothing is fetched
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_SLIM_SIDEBAR = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_I18N_ENABLED = False
# Milliseconds without a change before a draft is saved. Wagtail's own 500 saves while somebody
# thinks, and such a save can cross the click on "Publish" (Wagtail 8.0.1 does not hold it back).
WAGTAIL_AUTOSAVE_INTERVAL = 3000
WAGTAIL_FINISH_WORKFLOW_ACTION = "blog.clinical_review.finishing.publish_when_finished"
TAGGIT_CASE_INSENSITIVE = True
TAGGIT_STRIP_UNICODE_WHEN_SLUGIFYING = True  # addresses of tags are ASCII, as those of the rest
# The settings of a site that every template gets, all by one query: name there, model.
SITE_SETTINGS_IN_TEMPLATES = {
    "organisation": "home.OrganisationSettings",
    "care": "home.CareSettings",
    "emergency_settings": "home.EmergencySettings",
    "navigation": "home.NavigationSettings",
    "review_settings": "blog.ClinicalReviewSettings",
    "reply_settings": "comments.CommentSettings",
}
# Debian's tz database lists this machine's own zone too; browsers don't know it by that name.
WAGTAIL_USER_TIME_ZONES = sorted(available_timezones() - {"localtime"})
