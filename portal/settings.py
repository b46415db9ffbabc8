"""The settings: one module, safe for production as it stands, varied only by the environment.

docs/operators/settings.md lists what can be varied.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

from portal import installation
from portal.env import Environment
from publishing import csp

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment(os.environ)

# --- This installation ---------------------------------------------------------------------------------------------

DATA_DIR = env.path("DATA_DIR", BASE_DIR / "data", help="Folder for the embedded database, uploads and secrets.")
MEDIA_ROOT = env.path("MEDIA_ROOT", DATA_DIR / "media", help="Folder for photos: originals (private) and renditions.")
PORT = env.integer("PORT", 8000, minimum=1, maximum=65535, help="Port of the embedded server, on loopback.")
SITE_URL = env.url(
    "SITE_URL",
    f"http://127.0.0.1:{PORT}",
    schemes=["https", "http"],
    help="Public address of the site, without a path; feeds and canonical links use it.",
).rstrip("/")
SECRET_KEY = env.text(
    "SECRET_KEY",
    "",
    help="Secret for signing. Empty: made at the first start and kept in DATA_DIR; several nodes share one.",
) or installation.secret(DATA_DIR, "secret_key")
ALLOWED_HOSTS = env.list(
    "ALLOWED_HOSTS",
    list(dict.fromkeys([str(urlsplit(SITE_URL).hostname), "127.0.0.1", "localhost"])),
    help="Host names that the site answers to.",
)
DEBUG = False
WORKER = env.flag("WORKER", True, help="Whether `manage.py serve` starts the worker for background jobs.")
DEMO_PASSWORD = env.text("DEMO_PASSWORD", "", help="One password for all demo sign-ins. Empty: a random one for each.")

# --- Apps ----------------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "portal.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "axes",
    "ckeditor",
    "django_tasks",
    "django_tasks_db",
    "taggit",
    "accounts",
    "publishing",
    "photos",
    "directory",
    "partnerships",
    "news",
    "portal.apps.PortalConfig",
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# ckeditor.W001 warns that CKEditor 4 is no longer maintained. We know: it is hardened as docs/decisions/0004 says, and
# never trusted: publishing.richtext cleans whatever comes out of it.
SILENCED_SYSTEM_CHECKS = [
    "ckeditor.W001",
    "security.W005",  # HSTS for subdomains and
    "security.W021",  # preloading are decisions about a whole domain, not about this site.
    "security.W008",  # Plain HTTP is redirected by the proxy that ends TLS.
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "publishing.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context.site",
            ],
        },
    },
]
# Widgets may have templates of ours (the rich-text editor's has).
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Database, jobs ------------------------------------------------------------------------------------------------

DATABASES = {
    "default": env.database(
        "DATABASE_URL",
        f"sqlite:///{DATA_DIR / 'alvari.sqlite3'}",
        help="SQLite (embedded) or PostgreSQL 15 or newer.",
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Writers queue instead of failing, readers never wait for them.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "images"]}}

# --- Languages and time --------------------------------------------------------------------------------------------

LANGUAGES = [("fi", "Suomi"), ("sv", "Svenska"), ("en", "English")]
LANGUAGE_CODE = "en"
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["portal.formats"]
USE_TZ = True
TIME_ZONE = "Europe/Helsinki"

# --- Sign-in -------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", **options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"OPTIONS": {"min_length": 12}}),
        ("CommonPasswordValidator", {}),
    )
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
# Five wrong passwords for one name from one address close that pair for a quarter of an hour; kept in the database.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "admin/locked_out.html"
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "portal.proxies.client_address"
AXES_VERBOSE = False
AXES_ENABLE_ADMIN = False
SESSION_COOKIE_AGE = 60 * 60 * 12
PASSWORD_RESET_TIMEOUT = 60 * 60 * 2

# --- Browser security ----------------------------------------------------------------------------------------------

_HTTPS = SITE_URL.startswith("https://")
SECURE_CSP = csp.STRICT
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "portal.views.csrf_failure"
CSRF_TRUSTED_ORIGINS = [SITE_URL] if _HTTPS else []
BEHIND_PROXY = env.flag(
    "BEHIND_PROXY", False, help="Trust X-Forwarded-Proto and X-Forwarded-For from a proxy that always sets them."
)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# An article is at most some 100 kB; a form of many rows has some hundred fields.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

# --- Files ---------------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "publishing.finders.PrunedAppDirectoriesFinder",
]
MEDIA_URL = "/media/"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": MEDIA_ROOT / "files"},
    },
    "originals": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": MEDIA_ROOT / "originals", "base_url": None, "file_permissions_mode": 0o600},
    },
    "renditions": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": MEDIA_ROOT / "renditions", "base_url": MEDIA_URL},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Where nginx finds the storage of renditions by an internal location, it sends the files that we have checked.
ACCEL_REDIRECT = env.location(
    "ACCEL_REDIRECT",
    "",
    help="Internal location of nginx for MEDIA_ROOT/renditions/: /internal-media/. Empty: none.",
)
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "photos.receiving.PhotoUploadHandler",
]
PHOTO_MAX_BYTES = 60 * 1024 * 1024
PHOTO_MAX_PIXELS = 100_000_000

# --- Mail ----------------------------------------------------------------------------------------------------------

EMAIL_HOST = env.text("EMAIL_HOST", "", help="SMTP server. Empty: mail is written into DATA_DIR/mail instead of sent.")
EMAIL_PORT = env.integer("EMAIL_PORT", 25, minimum=1, maximum=65535, help="Port of the SMTP server.")
EMAIL_HOST_USER = env.text("EMAIL_USER", "", help="Sign-in name at the SMTP server, if it wants one.")
EMAIL_HOST_PASSWORD = env.text("EMAIL_PASSWORD", "", help="Password at the SMTP server.")
EMAIL_USE_TLS = env.flag("EMAIL_TLS", False, help="Whether to use STARTTLS.")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text(
    "EMAIL_FROM", f"alvari@{urlsplit(SITE_URL).hostname}", help="Sender of the site's mail."
)
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"

# --- Logging -------------------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        # A wrong address is the reader's news, not the operator's.
        "django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "axes": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
    },
}
