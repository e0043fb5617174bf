"""Django's settings, all from one data folder and a few variables of the environment.

    SIGNAGE_DATA        the data folder: secret key, database, pictures, keys, feeds
    DATABASE_URL        another database than SQLite in the data folder: postgres://…
    SIGNAGE_NAMES       host names under which the console is reached, parted by commas (addresses always work)
    SIGNAGE_BUCKET      a bucket of an S3-compatible store for pictures and for copies of the feeds (`mirror`); where,
                        and with which keys, say AWS_S3_ENDPOINT_URL, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY
    SIGNAGE_INDEXED     1: search engines may list the public pages; without it they are asked not to
    SIGNAGE_PROXY       1: a reverse proxy speaks HTTPS for us and says so in X-Forwarded-Proto

Wagtail is here with its core alone: the tree of pages and their revisions. Its admin is not installed: it would be a
second door, past the second person's approval, and everything that an administrator needs has a page of ours. Its
images and documents are not installed either: they keep uploads as they came, and we keep only what we re-encoded.
"""

from __future__ import annotations

import importlib.util
import logging
import os
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from signage.server.console.datafolder import DataFolder

if not os.environ.get("SIGNAGE_DATA"):
    raise ImproperlyConfigured(
        "SIGNAGE_DATA names no data folder; the console is started by `signage serve --data DIR`"
    )

DATA = DataFolder(Path(os.environ["SIGNAGE_DATA"]))
HERE = Path(__file__).resolve().parent

SECRET_KEY = DATA.secret_key()
DEBUG = False
ALLOWED_HOSTS = ["*"]
"""`middleware.HostGuard` judges instead: addresses pass, for they cannot be rebound, and names that are known."""
SIGNAGE_NAMES = [name.strip() for name in os.environ.get("SIGNAGE_NAMES", "").split(",") if name.strip()]

SIGNAGE_INDEXED = os.environ.get("SIGNAGE_INDEXED") == "1"

INSTALLED_APPS = [
    "signage.server.console.accounts",
    "signage.server.console.tree",
    "signage.server.console.notices",
    "signage.server.console.publishing",
    "signage.server.console.alerts",
    "signage.server.console.rosters",
    "signage.server.console.evidence",
    "signage.server.console.outside",
    "signage.server.console.screens",
    "signage.server.console",
    "wagtail",
    "modelcluster",
    "django_prose_editor",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "signage.server.console.middleware.HostGuard",
    "signage.server.console.middleware.SecurityHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "signage.server.console.middleware.LogInFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
]

ROOT_URLCONF = "signage.server.console.urls"
ASGI_APPLICATION = None
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [HERE / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "builtins": ["django.templatetags.i18n", "signage.server.console.templatetags.console"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "signage.server.console.context.everywhere",
            ],
        },
    }
]

# The database.

_SQLITE: dict[str, Any] = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": DATA.database,
    "OPTIONS": {
        # A writer takes its turn at the beginning, not in the middle: no deadlock, no reading of what will change.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    },
}
_URL = os.environ.get("DATABASE_URL", "")
DATABASES = {"default": dj_database_url.parse(_URL, conn_max_age=60, conn_health_checks=True) if _URL else _SQLITE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People.

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {"user_attributes": ("username", "name")}),
        ("MinimumLengthValidator", {"min_length": 10}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "signage"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_NAME = "signage-form"
CSRF_FAILURE_VIEW = "signage.server.console.pages.stale_form"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
if os.environ.get("SIGNAGE_PROXY") == "1":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True

# Words and time.

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "signage-language"
LOCALE_PATHS = [HERE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
WAGTAIL_CONTENT_LANGUAGES = [("zh-hans", "简体中文")]

# Files.

STATIC_URL = "/static/"
MEDIA_ROOT = DATA.media
STATICFILES_DIRS = [HERE / "static"]
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": DATA.media}},
    "staticfiles": {"BACKEND": "signage.server.console.statics.Statics"},
}
SIGNAGE_BUCKET = os.environ.get("SIGNAGE_BUCKET", "")
if SIGNAGE_BUCKET:
    if importlib.util.find_spec("storages") is None:
        raise ImproperlyConfigured("SIGNAGE_BUCKET is set, but not installed here: pip install 'signage[server,s3]'")
    _S3: dict[str, Any] = {
        "bucket_name": SIGNAGE_BUCKET,
        "endpoint_url": os.environ.get("AWS_S3_ENDPOINT_URL") or None,
        "default_acl": None,
        "file_overwrite": True,
    }
    STORAGES["default"] = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": {**_S3, "location": "media"}}
    STORAGES["mirror"] = {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": {**_S3, "location": "feeds"}}
DATA_UPLOAD_MAX_MEMORY_SIZE = 3_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
FILE_UPLOAD_TEMP_DIR = None

# Wagtail: nothing of it is served.

WAGTAIL_SITE_NAME = "signage"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILADMIN_BASE_URL = "http://localhost"
WAGTAIL_WORKFLOW_ENABLED = False

# The command line has set logging up already. That somebody asked for what is not there is no news; Wagtail's own tale
# of each page is told by our log of evidence.

LOGGING_CONFIG = None
logging.getLogger("django.request").setLevel(logging.ERROR)
for _chatty in ("wagtail", "django_tasks"):
    logging.getLogger(_chatty).setLevel(logging.WARNING)
