"""Settings of the site. What differs between machines comes from the environment or ``.env``.

``DEBUG=1`` makes a machine for development: a local Postgres, a mailbox page in place of a mail
server, keys made on the spot. Without it every secret, host and address must be given.
"""

import secrets
from datetime import date
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from together_site.release import release_of, released_on

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
env.read_env(env.str("ENV_FILE", default=str(BASE_DIR / ".env")))

# Development or production

LOCAL = env.bool("DEBUG", default=False)
# Error pages are those of production also on a development machine, so that they are seen.
DEBUG = LOCAL and env.bool("TRACEBACKS", default=False)
# What a development machine keeps: database, keys, uploads, mail.
LOCAL_DIR = BASE_DIR / env.str("LOCAL_DIR", default=".local")


def required(name, purpose):
    """Return a setting that production cannot do without.

    Raises ``ImproperlyConfigured`` with a sentence that says what to do.
    """
    value = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(
            f"{name} is not set: {purpose}. Set it in the environment or in .env "
            "(.env.example lists every setting), or set DEBUG=1 for a development machine."
        )
    return value


def secret(name, purpose):
    """Return a secret: given in production, made once and kept on a development machine."""
    if not LOCAL or env.str(name, default=""):
        return required(name, purpose)
    path = LOCAL_DIR / name.lower()
    try:
        if not path.exists():
            LOCAL_DIR.mkdir(parents=True, exist_ok=True)
            fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
            fresh.touch(mode=0o600)
            fresh.write_text(secrets.token_urlsafe(50))
            fresh.rename(path)
        return path.read_text()
    except OSError as problem:
        raise ImproperlyConfigured(
            f"{path} cannot be kept ({problem.strerror}). Make {LOCAL_DIR} writable for this "
            "account, or set LOCAL_DIR to a folder that is."
        ) from problem


SECRET_KEY = secret("SECRET_KEY", "sessions and forms are signed with it")
# A key of its own: changing SECRET_KEY does not break the links in letters already sent.
LINK_KEY = secret("LINK_KEY", "private links in letters are signed with it")

# From these folders pages are made.
_PARTS = [
    BASE_DIR / name
    for name in (
        "templates",
        "locale",
        "static",
        "territories",
        "platforms",
        "membership",
        "network",
    )
]
# Part of the tag of every public page, so that a new release is seen at once.
RELEASE = env.str("RELEASE", default="") or release_of(_PARTS)
# When a page changed that shows no record, such as a form.
_released = env.str("RELEASED_ON", default="")
RELEASED_ON = date.fromisoformat(_released) if _released else released_on(_PARTS)

# Hosts

# Of a development machine; elsewhere gunicorn's BIND says where to listen.
PORT = env.str("PORT", default="8000")
if LOCAL:
    SITE_URL = env.str("SITE_URL", default=f"http://127.0.0.1:{PORT}")
    ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
else:
    SITE_URL = required("SITE_URL", "links in letters and feeds begin with it")
    required("ALLOWED_HOSTS", "the site answers to these host names only")
    ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
SITE_URL = SITE_URL.rstrip("/")
# The header in which a proxy puts the visitor's address; REMOTE_ADDR where there is no proxy.
CLIENT_ADDRESS_HEADER = env.str("CLIENT_ADDRESS_HEADER", default="REMOTE_ADDR")

# Applications

INSTALLED_APPS = [
    "together_site.apps.TogetherSiteConfig",
    "network",
    "membership",
    "platforms",
    "applications",
    "territories",
    "moves",
    "outbox",
    "accounts.apps.AccountsConfig",
    "together_site.apps.StaffAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_countries",
    "csp",
    "django_prose_editor",
    "js_asset",
    "pghistory",
    "pgtrigger",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.second_factor.only_with_second_factor",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "together_site.middleware.personal_pages_are_not_stored",
]

ROOT_URLCONF = "together_site.urls"
WSGI_APPLICATION = "together_site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "together_site.context.site",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
FORMS_URLFIELD_ASSUME_HTTPS = True

# Database

if LOCAL and not env.str("DATABASE_URL", default=""):
    DATABASES = {
        "default": {
            "ENGINE": "together_site.local_postgres",
            "NAME": "together",
        }
    }
    # As False, as tests have it: faster, and lost when the machine stops.
    LOCAL_POSTGRES_DURABLE = env.bool("LOCAL_POSTGRES_DURABLE", default=True)
else:
    required(
        "DATABASE_URL", "it names the Postgres database, as postgres://user:password@host/name"
    )
    DATABASES = {"default": env.db("DATABASE_URL")}

DATABASES["default"] |= {
    "CONN_HEALTH_CHECKS": True,
    "OPTIONS": {
        "pool": {
            "min_size": 0,
            "max_size": env.int("DATABASE_POOL", default=4),
            # Who asks waits so long for a database that is just restarting, then is told.
            "timeout": 3,
            # Tries to connect begin anew after this: by itself the pool doubles the pause
            # between two of them, and finds a database that was away long, long after its return.
            "reconnect_timeout": 3,
        },
        "connect_timeout": 5,
        "options": " ".join(
            [
                "-c statement_timeout=5s",
                "-c lock_timeout=3s",
                "-c idle_in_transaction_session_timeout=10s",
                # How like a misspelt name must be: at Postgres's own 0.3 four times as many names
                # come, and none more that was meant.
                "-c pg_trgm.similarity_threshold=0.4",
            ]
        ),
        **DATABASES["default"].get("OPTIONS", {}),
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People who sign in

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
ACCOUNT_ADAPTER = "accounts.adapter.StaffOnlyAdapter"
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "reset_password": "accounts.forms.AskForPasswordForm",
    "reset_password_from_key": "accounts.forms.NewPasswordForm",
    "set_password": "accounts.forms.FirstPasswordForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "reauthenticate": "accounts.forms.ReauthenticateForm",
}
# Who is written to when password or second factor change: the person, in case it was another.
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 5 * 60
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
# A session ends with the browser or after SESSION_COOKIE_AGE; nobody is asked.
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
# A second factor, by an app or a recovery code. On a development machine it is asked of who has set
# one up; elsewhere nobody enters without, whatever the environment says.
STAFF_NEEDS_SECOND_FACTOR = not LOCAL or env.bool("STAFF_NEEDS_SECOND_FACTOR", default=False)
MFA_ADAPTER = "accounts.adapter.SecondFactorAdapter"
MFA_FORMS = {
    "activate_totp": "accounts.forms.SetUpForm",
    "authenticate": "accounts.forms.GiveCodeForm",
    "reauthenticate": "accounts.forms.GiveCodeAgainForm",
}
MFA_TOTP_ISSUER = "TOGETHER"
# Nobody types in an address of their own: who keeps the accounts knows whose it is.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# allauth counts tries in the cache: the database keeps them across processes and restarts.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # Beyond it Django forgets entries, and with them tries that were counted: never soon.
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
    # Public pages, and parts of them, kept in the process by the version of the registry.
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 4000},
    },
    "memory": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 1000},
    },
}

# Sessions, forms, headers

SESSION_ENGINE = "accounts.sessions"
SESSION_COOKIE_AGE = 3 * 60 * 60
# Once somebody has signed in, the session ends when it was not used for so long.
STAFF_SESSION_IDLE_SECONDS = 30 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not LOCAL
SESSION_COOKIE_NAME = "sessionid" if LOCAL else "__Host-sessionid"
CSRF_COOKIE_NAME = "csrftoken" if LOCAL else "__Host-csrftoken"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None  # ends with the browser
CSRF_FAILURE_VIEW = "together_site.views.csrf_failure"
SECURE_SSL_REDIRECT = not LOCAL
SECURE_REDIRECT_EXEMPT = [r"^health$"]
SECURE_HSTS_SECONDS = 0 if LOCAL else 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not LOCAL
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY = {
    feature: []
    for feature in (
        "camera",
        "display-capture",
        "geolocation",
        "microphone",
        "payment",
        "usb",
    )
}

# Languages

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", _("English")),
    ("fr", _("French")),
    ("pt", _("Portuguese")),
    ("ar", _("Arabic")),
]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "together_site.formats"
USE_I18N = True
TIME_ZONE = "UTC"
USE_TZ = True

# Files

STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "public")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Uploads are private: outside the web root, served by a view that checks who asks.
MEDIA_ROOT = Path(
    env.str("MEDIA_ROOT", default=str(LOCAL_DIR / "files"))
    if LOCAL
    else required("MEDIA_ROOT", "uploaded files are kept in this folder, outside the web root")
)
SENDFILE_BACKEND = env.str("SENDFILE_BACKEND", default="django_sendfile.backends.simple")
SENDFILE_ROOT = MEDIA_ROOT
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
FILE_UPLOAD_HANDLERS = ["applications.files.BoundedUpload"]
# The tables whose rows name files: what none of them names is swept.
TABLES_WITH_FILES = ["applications.File", "network.DocumentFile", "network.Picture"]
DATA_UPLOAD_MAX_NUMBER_FILES = 5
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400

# Mail: every message is a row first (outbox); the worker delivers it through DELIVERY.

EMAIL_BACKEND = "outbox.backend.RowBackend"
DEFAULT_FROM_EMAIL = (
    env.str("DEFAULT_FROM_EMAIL", default="TOGETHER <together@localhost>")
    if LOCAL
    else required("DEFAULT_FROM_EMAIL", "letters leave from this address")
)
SERVER_EMAIL = DEFAULT_FROM_EMAIL
MAILBOX_DIR = LOCAL_DIR / "mail"
if LOCAL and not env.str("EMAIL_URL", default=""):
    DELIVERY_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = MAILBOX_DIR
else:
    required("EMAIL_URL", "letters leave through it, as smtp+tls://user:password@host:587")
    _mail = env.email_url("EMAIL_URL")
    DELIVERY_BACKEND = _mail.pop("EMAIL_BACKEND")
    _mail.pop("EMAIL_FILE_PATH", None)
    globals().update(_mail)
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=20)

# Applications sent online: limits against abuse

SENDS_AN_HOUR_PER_ADDRESS = env.int("SENDS_AN_HOUR_PER_ADDRESS", default=20)
SENDS_A_DAY_PER_MAIL = env.int("SENDS_A_DAY_PER_MAIL", default=5)
SECONDS_A_PERSON_NEEDS = env.int("SECONDS_A_PERSON_NEEDS", default=3)

# Done every hour by the worker, besides letters.
WORKER_CHORES = [
    "applications.chores.do_all",
    "applications.staff_chores.do_all",
    "membership.term_chores.do_all",
    "membership.chores.do_all",
    "network.contact.chores.do_all",
    "network.projects.chores.do_all",
    "network.events.chores.do_all",
    "network.follow.chores.do_all",
]
# Done between letters, within seconds: each call a piece of a job, if there is one.
WORKER_JOBS = ["membership.jobs.run_next"]

# Applications left alone: days until their owner is reminded or warned, and until a draft goes

DAYS_UNTIL_DRAFT_REMINDER = env.int("DAYS_UNTIL_DRAFT_REMINDER", default=14)
DAYS_UNTIL_DRAFT_GOES = env.int("DAYS_UNTIL_DRAFT_GOES", default=90)
DAYS_OF_WARNING_OF_DRAFTS = env.int("DAYS_OF_WARNING_OF_DRAFTS", default=14)
DAYS_BEFORE_ANSWER_REMINDER = env.int("DAYS_BEFORE_ANSWER_REMINDER", default=5)

# What apps above ``applications`` show on the status page of an application, beside its own steps:
# functions of the request and the application
BESIDE_STATUS = ["membership.requests.journeys.beside"]

# The same on the page of a platform: functions of the request and the platform, a query each
BESIDE_PLATFORM = ["network.projects.beside.platform", "network.news.beside.platform"]
# and of a territory, and of a country, whose code they are given
BESIDE_TERRITORY = ["network.news.beside.territory"]
BESIDE_COUNTRY = ["network.news.beside.country"]

# The home page, which shows what all apps have, with words of the network that are not public yet
HOME = "together_site.views.shown"

# Messages to the network: in how many days an answer is promised, 0 for no promise; months from the
# answer until their words are erased
DAYS_UNTIL_CONTACT_ANSWER = env.int("DAYS_UNTIL_CONTACT_ANSWER", default=0)
MONTHS_UNTIL_MESSAGES_GO = env.int("MONTHS_UNTIL_MESSAGES_GO", default=12)

# Meetings and trainings: days before one when those who come are reminded; months after it until
# who registered is erased
DAYS_BEFORE_EVENT_REMINDER = env.int("DAYS_BEFORE_EVENT_REMINDER", default=3)
MONTHS_UNTIL_REGISTRATIONS_GO = env.int("MONTHS_UNTIL_REGISTRATIONS_GO", default=24)

# What apps above ``applications`` add to the digest: functions of a member of staff and a moment,
# each giving one part
DIGEST_PARTS = ["network.contact.waiting.digest_part"]

# Letters to staff: the digest of what waits, the hour from which it is written, and the days until
# a lead is reminded of what waits with them, 0 for never

STAFF_DIGEST = env.bool("STAFF_DIGEST", default=True)
DIGEST_HOUR = env.int("DIGEST_HOUR", default=7)
if DIGEST_HOUR not in range(24):
    raise ImproperlyConfigured("DIGEST_HOUR is an hour of the day: set it from 0 to 23.")
DAYS_UNTIL_LEAD_REMINDER = env.int("DAYS_UNTIL_LEAD_REMINDER", default=7)

# What the site tells of itself while it runs

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "filters": {"links": {"()": "together_site.logs.WithoutLinks"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["links"]}
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "together": {"level": "INFO"},
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        # It warns at every try to connect; the requests that fail tell the same once.
        "psycopg.pool": {"level": "ERROR"},
    },
}
