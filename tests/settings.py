"""The project's settings for tests: the same, with nothing slow and nothing kept."""

import os
import tempfile
from pathlib import Path

folder = tempfile.TemporaryDirectory(prefix="clinic-blog-tests-")
os.environ["VAR_DIR"] = folder.name
os.environ.setdefault("SECRET_KEY", "a-key-for-tests-only-which-is-long-enough-to-be-accepted")
os.environ.setdefault("SITE_URL", "http://testserver")
os.environ["LOG_LEVEL"] = "ERROR"

from cms.settings import *  # noqa: E402, F403

EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
if "REAL_PASSWORDS" not in os.environ:  # which cost what they cost in production
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = Path(folder.name) / "media"
# Static files straight from their folders, without collectstatic.
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
