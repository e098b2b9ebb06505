"""Django's settings, made from the publication's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from wagtail.admin.localization import WAGTAILADMIN_PROVIDED_LANGUAGES

from freesheet.project.mailing import TIMEOUT_SECONDS, folder, mail
from freesheet.project.publication import LANGUAGES as LANGUAGE_NAMES
from freesheet.project.publication import current_publication
from freesheet.project.unserved import leave_out

PACKAGE = Path(__file__).resolve().parent.parent
THEME = PACKAGE / "themes" / "broadsheet"

leave_out()
publication = current_publication()
PUBLICATION = publication

SECRET_KEY = publication.secret_key
DEBUG = False
_host = urlsplit(publication.address)
ALLOWED_HOSTS = [_host.hostname or "127.0.0.1", "127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [publication.address]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _host.scheme == "https"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _host.scheme == "https" else None
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/"
X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "same-origin"

INSTALLED_APPS = [
    "freesheet.project.apps.ProjectConfig",
    "freesheet.newsroom",
    "freesheet.website",
    "freesheet.importers",
    "freesheet.related",
    "freesheet.newsletters",
    "freesheet.transparency",
    "freesheet.preflight",
    "freesheet.together",
    "freesheet.planning",
    "freesheet.contributions",
    "freesheet.articles",
    "freesheet.authors",
    "freesheet.sections",
    "freesheet.editions",
    "freesheet.media",
    "freesheet.press",
    "freesheet.accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "wagtail.contrib.redirects",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.typed_table_block",
    "wagtail.locales",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "freesheet.project.apps.PicturesConfig",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "freesheet.newsroom.entrance.language.in_their_language",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "freesheet.project.urls"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [THEME / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]


def _database(url: str) -> dict[str, Any]:
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            # Never made anew: an empty database in place of one that was moved away would empty the paper.
            "NAME": f"{publication.database_file.as_uri()}?mode=rw",
            "OPTIONS": {
                # Writers wait for each other instead of failing when a read turns into a write.
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
            },
        }
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": parts.port or "",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        # A server that has vanished without a word is found to be away, rather than waited for for minutes.
        "OPTIONS": {
            "connect_timeout": 5,
            "tcp_user_timeout": 15_000,
            "keepalives_idle": 20,
            "keepalives_interval": 5,
            "keepalives_count": 3,
        },
    }


DATABASES = {"default": _database(publication.database)}
CACHES = {
    "default": {"BACKEND": "freesheet.accounts.tries.Memory"},
    # Tries at the door: a desk that is started again, or another one, goes on counting.
    "door": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_try",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
    # Each process has a memory of its own: it would name files of sizes that another process has given up.
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator", "NumericPasswordValidator")
] + [{"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}}]
LOGIN_URL = "account_login"
WAGTAIL_FRONTEND_LOGIN_URL = "/newsroom/login/"
# Not every paper sends mail: who forgot the password is let in by `freesheet staff reset`.
WAGTAIL_PASSWORD_RESET_ENABLED = False
ACCOUNT_ADAPTER = "freesheet.newsroom.entrance.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = WAGTAIL_FRONTEND_LOGIN_URL
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,5/5m/key"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# A telephone's clock may be half a minute off: RFC 6238, 5.2.
MFA_TOTP_TOLERANCE = 1
# Addresses are given by whoever lets people in, and not verified by a mail.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "authenticate_webauthn": "freesheet.newsroom.entrance.forms.AfterPassword",
    "login_webauthn": "freesheet.newsroom.entrance.forms.InsteadOfPassword",
    "reauthenticate_webauthn": "freesheet.newsroom.entrance.forms.OnceMore",
}
USERSESSIONS_ADAPTER = "freesheet.newsroom.entrance.sessions.Adapter"

_mail = mail(publication)
EMAIL_BACKEND, EMAIL_HOST, EMAIL_PORT = _mail.backend, _mail.host, _mail.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.user, _mail.password
EMAIL_USE_TLS, EMAIL_USE_SSL, EMAIL_TIMEOUT = _mail.tls, _mail.ssl, TIMEOUT_SECONDS
EMAIL_FILE_PATH = folder(publication)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = WAGTAILADMIN_NOTIFICATION_FROM_EMAIL = _mail.sender

LANGUAGE_CODE = publication.languages[0]
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [(code, LANGUAGE_NAMES[code]) for code in publication.languages]
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = "freesheet.project.formats"
# Wagtail does not speak Urdu itself. The newsroom does.
WAGTAILADMIN_PERMITTED_LANGUAGES = [*WAGTAILADMIN_PROVIDED_LANGUAGES, ("ur", "Urdu")]
USE_I18N = USE_TZ = True
TIME_ZONE = publication.timezone

STATIC_URL = "/static/"
STATIC_ROOT = publication.static
STATICFILES_DIRS = [THEME / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = publication.media
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o644
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
# Wagtail's editor sends a field for every part of a body; Django's 1,000 is too few for a long article.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Wagtail would do it after the transaction, where a crash can come between: website/moves.py does it inside.
WAGTAILREDIRECTS_AUTO_CREATE = False
WAGTAIL_SITE_NAME = "Freesheet"
WAGTAILADMIN_BASE_URL = publication.address
WAGTAIL_I18N_ENABLED = True
WAGTAIL_ALLOW_UNICODE_SLUGS = True
WAGTAIL_GRAVATAR_PROVIDER_URL = None
# Everybody reads the newsroom's clock: a schedule in a zone of one's own would be an accident waiting.
WAGTAIL_USER_TIME_ZONES = [publication.timezone]
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILIMAGES_IMAGE_MODEL = "media.NewsImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "freesheet.media.forms.NewsImageForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp", "svg"]
# Nearer to the original than the JPEGs, in three quarters of their bytes; at 80 they would be larger: media/avif.py.
WAGTAILIMAGES_AVIF_QUALITY = 65
WAGTAILIMAGES_MAX_UPLOAD_SIZE = publication.max_upload_mb * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 100_000_000
WAGTAILDOCS_DOCUMENT_MODEL = "media.NewsDocument"
WAGTAILDOCS_MAX_UPLOAD_SIZE = publication.max_upload_mb * 1024 * 1024
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "ods", "pdf", "pptx", "rtf", "txt", "xlsx", "zip"]
FREESHEET_MAX_RECORDING_BYTES = publication.max_recording_mb * 1024 * 1024
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "freesheet.newsroom.search"}}
TAG_LIMIT = 50
TAGGIT_CASE_INSENSITIVE = True
TAG_SPACES_ALLOWED = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "freesheet.project.logs.Discreet",
            "fmt": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        },
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "freesheet": {"level": "INFO"},
        # A reader's mistyped address is no news to the person who runs the server.
        "django.request": {"level": "ERROR"},
        # They would repeat all that they meet, whatever else is logged: contexts of pages, and what is asked of tables.
        "django.template": {"level": "INFO"},
        "django.db.backends": {"level": "INFO"},
    },
}
