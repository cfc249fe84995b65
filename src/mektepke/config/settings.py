"""Django's settings. What differs between machines comes from `environment`; everything else is the same everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import dj_database_url
import django_stubs_ext
from django.utils.translation import gettext_lazy as _

from mektepke.base import clock
from mektepke.config import environment
from mektepke.doors.declare import OPEN, SIGNED_IN

# Forms say which table they fill (`ModelForm[School]`); Django itself does not know the brackets.
django_stubs_ext.monkeypatch()

PACKAGE = Path(__file__).resolve().parent.parent

SECRET_KEY = environment.secret_key()
DEBUG = environment.flag("MEKTEPKE_DEBUG")
ALLOWED_HOSTS = environment.words("MEKTEPKE_HOSTS", default="127.0.0.1,localhost,testserver")
CSRF_TRUSTED_ORIGINS = environment.words("MEKTEPKE_ORIGINS")
SECURE = environment.flag("MEKTEPKE_HTTPS")
clock.set_today(environment.pinned_today())

# In the order of the floors: what stands higher may use what stands lower.
FOLDERS = [
    "pilot", "desk", "results", "rounds", "casework", "watch", "attendance", "pupils", "people", "places", "trail",
    "doors", "sealed", "look",
]  # fmt: skip
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "ninja",
    *[f"mektepke.{folder}" for folder in FOLDERS],
    "allauth",
    "allauth.account",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "mektepke.people.middleware.OwnLanguage",
    "mektepke.doors.middleware.Doors",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "mektepke.doors.middleware.InWords",
]

ROOT_URLCONF = "mektepke.config.urls"
# Addresses of other people's parts cannot carry our declaration on the function; they are listed by name.
DOORS_OF_OTHERS = {
    "account_login": OPEN,
    "account_logout": OPEN,
    "account_change_password": SIGNED_IN,
    "account_reauthenticate": SIGNED_IN,
}
WSGI_APPLICATION = "mektepke.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mektepke.config.context.house",
            ],
        },
    },
]


def _database() -> dict[str, Any]:
    """One SQLite file that survives a power cut, or PostgreSQL; reasons in docs/decisions/0003."""
    settings: dict[str, Any] = dict(dj_database_url.parse(environment.database_url()))
    # Opening the file or greeting the server anew for every page would take longer than most pages do.
    settings["CONN_MAX_AGE"] = None
    if settings["ENGINE"].endswith("sqlite3"):
        settings["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
            "PRAGMA mmap_size=134217728; PRAGMA cache_size=-20000; "
            # What was erased or is sealed since is gone from the file too. Debian's SQLite does so by itself.
            "PRAGMA secure_delete=ON;",
        }
        settings["TEST"] = {"NAME": None}
    else:
        # After the server was started anew nobody gets an error page: a line is asked whether it still holds.
        settings["CONN_HEALTH_CHECKS"] = True
        settings["OPTIONS"] = {
            # The same few questions come all morning; PostgreSQL plans each of them once for each line.
            "server_side_binding": True,
            "prepare_threshold": 3,
        }
    return settings


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "mektepke.people.adapter.NoStrangers"
ACCOUNT_FORMS = {
    "login": "mektepke.people.forms.SignIn",
    "change_password": "mektepke.people.forms.NewPassword",
    "reauthenticate": "mektepke.people.forms.PasswordAgain",
}
ACCOUNT_RATE_LIMITS = False  # rate limits come with the issue about doors; a locmem cache would only pretend

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

LANGUAGE_CODE = "ky"
LANGUAGES = [("ky", _("Kyrgyz")), ("ru", _("Russian")), ("en", _("English"))]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Bishkek"
LOCALE_PATHS = [PACKAGE / "config" / "locale"]

SEALED_KEYS = environment.keys_file()

# Shown wherever a child may be in danger. Another country, or another year, has other numbers.
CHILD_HELPLINE = environment.word("MEKTEPKE_CHILD_HELPLINE", default="111")
POLICE = environment.word("MEKTEPKE_POLICE", default="102")
# Our own web servers before this one: only they are believed when they say from where somebody comes.
PROXIES = environment.words("MEKTEPKE_PROXIES", default="127.0.0.1,::1")

STATIC_URL = "static/"
STATIC_ROOT = environment.home() / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = environment.home() / "uploads"
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
NINJA_PAGINATION_MAX_LIMIT = 500

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # A page refused to somebody is no fault of the house, and its traceback would hide those that are.
    "loggers": {"django.request": {"level": "ERROR"}},
}
