"""Settings by concern, gathered. What the environment decides is read in `environment`."""

import environ

from .applications import *  # noqa: F403
from .comments import *  # noqa: F403
from .database import databases
from .environment import BASE_DIR, read_environment
from .log_in import *  # noqa: F403
from .log_in import sessions
from .logs import logging_for
from .mail import email
from .security import CONTENT_SECURITY_POLICY as CONTENT_SECURITY_POLICY
from .security import transport
from .wagtail import *  # noqa: F403

ENVIRONMENT = read_environment()

SECRET_KEY = ENVIRONMENT.key()
HASH_KEY = ENVIRONMENT.hash_key or SECRET_KEY
DEBUG = ENVIRONMENT.debug
DATABASES = databases(ENVIRONMENT)
CACHES = {"default": environ.Env.cache_url_config(ENVIRONMENT.cache_url)}
LOGGING = logging_for(ENVIRONMENT.log_level)
globals().update(transport(ENVIRONMENT))
globals().update(sessions(ENVIRONMENT))

DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENVIRONMENT.default_from_email
globals().update(email(ENVIRONMENT))
EMAIL_TIMEOUT = 10  # seconds; a mail server that hangs must not hold a thread

LANGUAGE_CODE = "en-us"
TIME_ZONE = ENVIRONMENT.time_zone
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = ENVIRONMENT.var_dir / "static"
# The second holds the pictures of the editor guide, which the admin shows at /admin/guide/.
STATICFILES_DIRS = [("", BASE_DIR / "static_src"), ("guide", BASE_DIR / "docs" / "pictures")]
MEDIA_URL = "/media/"
MEDIA_ROOT = ENVIRONMENT.var_dir / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "cms.static_files.BundlingStaticFilesStorage",
        # Whoever serves them in front of the site may be another user of the machine.
        "OPTIONS": {"file_permissions_mode": 0o644, "directory_permissions_mode": 0o755},
    },
}
FILE_UPLOAD_PERMISSIONS = 0o600  # a document may be private; the site itself sends every file

# Of a picture that is read. For how much memory that takes, see docs/operating.md.
WAGTAILIMAGES_MAX_IMAGE_PIXELS = ENVIRONMENT.image_megapixels * 1_000_000

WAGTAILADMIN_BASE_URL = ENVIRONMENT.site_url
