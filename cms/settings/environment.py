"""The environment variables: their names, types, defaults and effects, each said once.

`.env.example` is written from this class by `manage.py environment_example`, and a test
holds the two together.
"""

import os
import secrets
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

BASE_DIR = Path(__file__).resolve().parents[2]

DATABASE_SCHEMES = ("sqlite", "postgres", "postgresql", "psql", "pgsql")
CACHE_SCHEMES = ("locmemcache", "dummycache", "dbcache", "rediscache", "redis", "rediss")
EMAIL_SCHEMES = (
    "consolemail",
    "filemail",
    "memorymail",
    "dummymail",
    "smtp",
    "smtps",
    "smtp+tls",
    "smtp+ssl",
)


class Environment(BaseSettings):
    """What the process is told from outside, read from the environment and from `.env`."""

    model_config = SettingsConfigDict(
        env_file=BASE_DIR / ".env",
        extra="ignore",
        validate_default=True,
        env_ignore_empty=True,
    )

    site_url: str = Field(
        "http://127.0.0.1:8000",
        description="Public address of the site. With https, cookies are secure, HSTS is on and "
        "plain requests are redirected.",
        examples=["https://www.example.com"],
    )
    secret_key: str = Field(
        "",
        description="Signs sessions and links: 50 characters or more. Without it a key is made "
        "once and kept in VAR_DIR, which is right for one node only.",
        examples=["a-long-random-text-of-at-least-50-characters-kept-secret"],
    )
    hash_key: str = Field(
        "",
        description="Makes the hashes by which a reader's e-mail address is found again. Without "
        "it SECRET_KEY does: before you change SECRET_KEY, set this to the old one, or what is "
        "kept about people is found only as long as their address itself is kept.",
        examples=["the-secret-key-that-the-site-began-with"],
    )
    debug: bool = Field(
        False,
        description="Shows tracebacks to whoever causes an error. Never on a public address.",
        examples=["false"],
    )
    allowed_hosts: Annotated[list[str], NoDecode] = Field(
        [],
        description="Host names the site answers to, separated by commas, beside that of SITE_URL "
        "and this machine's own loopback names.",
        examples=["www.example.com,example.com"],
    )
    behind_proxy: bool = Field(
        False,
        description="Trust X-Forwarded-Proto. Only when a proxy of yours always sets it.",
        examples=["true"],
    )
    trusted_proxies: int | None = Field(
        None,
        ge=0,
        le=9,
        description="How many proxies of yours stand one behind the other before this process. "
        "Each adds an address to X-Forwarded-For; so many entries from its right end stands the "
        "reader's, by which budgets are kept. Without it, 1 when BEHIND_PROXY is on, else 0.",
        examples=["2"],
    )
    forwarded_for_header: str = Field(
        "X-Forwarded-For",
        pattern="^[A-Za-z0-9-]+$",
        description="Header in which the proxies write the addresses. A single proxy may use a "
        "name that nobody else knows.",
        examples=["X-Forwarded-For"],
    )
    var_dir: Path = Field(
        BASE_DIR / "var",
        description="Folder for what a single node keeps: the SQLite file, uploads, logs.",
        examples=["/srv/clinic-blog/var"],
    )
    database_url: str = Field(
        "",
        description="Database. Without it, a SQLite file in VAR_DIR.",
        examples=["postgresql://user:password@localhost:5432/clinic"],
    )
    cache_url: str = Field(
        "locmemcache://",
        description="Cache. The default lives in one process: more processes or nodes need Redis, "
        "Valkey or, where there is neither, a table of the database (dbcache://cache).",
        examples=["redis://localhost:6379/0"],
    )
    email_url: str = Field(
        "",
        description="Outgoing mail. Without it, each mail becomes a file in VAR_DIR/mail.",
        examples=["smtp+tls://user:password@mail.example.com:587"],
    )
    default_from_email: str = Field(
        "Amazing Care Health Services <no-reply@localhost>",
        description="Sender of the site's mail.",
        examples=["Amazing Care <hello@example.com>"],
    )
    time_zone: str = Field(
        "America/New_York",
        description="Time zone of the clinic, in which dates are shown and posts are scheduled.",
        examples=["America/New_York"],
    )
    session_idle_hours: int = Field(
        12,
        ge=1,
        le=24 * 7,
        description="A member of the team who did nothing for so many hours logs in again: an "
        "office computer left on is logged out in the morning. An open page that saves nothing "
        "counts as nothing.",
        examples=["4"],
    )
    session_longest_hours: int = Field(
        24 * 7,
        ge=1,
        le=24 * 30,
        description="After so many hours everybody logs in again, however busy: a stolen session "
        "ends.",
        examples=["24"],
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO",
        description="How much is logged to standard error.",
        examples=["WARNING"],
    )
    background_jobs: bool = Field(
        True,
        description="Whether `manage.py serve` also publishes scheduled pages, sends waiting mail "
        "and purges old data, in a second process. Turn it off where `manage.py "
        "work_in_background` runs by itself.",
        examples=["false"],
    )
    check_links: bool = Field(
        False,
        description="Ask other sites, each address once a day, whether what posts link to is still "
        "there; for the desk's report of broken links. Where it is off, cron can run `manage.py "
        "check_links`.",
        examples=["true"],
    )
    akismet_key: str = Field(
        "",
        description="Key of the Akismet spam service. With it, the text and name of each reply "
        "are sent there; no e-mail and no network address.",
        examples=["0123456789ab"],
    )
    webhooks_allow_private: bool = Field(
        False,
        description="Let webhooks go to this machine, private networks and plain http, and links "
        "there be checked. For development only: whoever manages webhooks then reaches what is "
        "behind the firewall.",
        examples=["true"],
    )
    api_allowed_origins: Annotated[list[str], NoDecode] = Field(
        [],
        description="Origins whose pages may read the Content API in a browser, separated by "
        "commas; * for any. Programs that are no browsers need none.",
        examples=["https://app.example.com,https://www.example.org"],
    )
    api_requests_per_minute: int = Field(
        600,
        ge=1,
        description="Requests to the Content API from one network in a minute; more get 429.",
        examples=["1200"],
    )
    wagtail_api: bool = Field(
        False,
        description="Serve Wagtail's own API (v3, a preview) at /api/v3-preview/ to who has a "
        "token from the admin's API tokens: for the staff's automation, not for consumers.",
        examples=["true"],
    )
    headless_preview_url: str = Field(
        "",
        description="Page of a consumer's front end that shows a draft. Editors find it as a "
        "preview mode; it gets `token` and `slug` as parameters.",
        examples=["https://app.example.com/preview"],
    )
    image_megapixels: int = Field(
        26,
        ge=1,
        le=1000,
        description="Megapixels that an uploaded image may have; a JPEG, which needs less memory, "
        "twice as many. Each takes up to 16 MB while it is read, one image at a time in each "
        "process.",
        examples=["12"],
    )
    server_processes: int = Field(
        1,
        ge=1,
        le=64,
        description="Server processes. More than one needs a shared CACHE_URL.",
        examples=["2"],
    )
    server_threads: int = Field(
        4,
        ge=1,
        le=64,
        description="Request threads in each server process. Half of them, but one at least, may "
        "do what was sent (log-ins, replies, saving); the others are kept for who reads.",
        examples=["8"],
    )
    server_body_timeout: int = Field(
        20,
        ge=1,
        le=600,
        description="Seconds within which the body of a request must arrive, with a second more "
        "for every 8 kB that came. Then the server gives it up (408).",
        examples=["60"],
    )

    @field_validator("allowed_hosts", "api_allowed_origins", mode="before")
    @classmethod
    def split_list(cls, value: Any) -> Any:
        """Read a comma-separated text as a list."""
        if isinstance(value, str):
            return [host.strip() for host in value.split(",") if host.strip()]
        return value

    @field_validator("site_url")
    @classmethod
    def check_site_url(cls, value: str) -> str:
        """Accept a scheme and a host, and drop the slash at the end."""
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/"):
            raise ValueError("must be a scheme and a host, without a path")
        return f"{parts.scheme}://{parts.netloc}"

    @field_validator("headless_preview_url")
    @classmethod
    def check_headless_preview_url(cls, value: str) -> str:
        """Accept an address on the web."""
        return _check_scheme(value, ("http", "https"))

    @field_validator("database_url")
    @classmethod
    def check_database_url(cls, value: str) -> str:
        """Accept SQLite and PostgreSQL, the two databases that the tests run on."""
        return _check_scheme(value, DATABASE_SCHEMES)

    @field_validator("cache_url")
    @classmethod
    def check_cache_url(cls, value: str) -> str:
        """Accept the in-process cache, the database's, Redis and Valkey."""
        return _check_scheme(value, CACHE_SCHEMES)

    @field_validator("email_url")
    @classmethod
    def check_email_url(cls, value: str) -> str:
        """Accept SMTP and the back ends that keep mail on this machine."""
        return _check_scheme(value, EMAIL_SCHEMES)

    @field_validator("time_zone")
    @classmethod
    def check_time_zone(cls, value: str) -> str:
        """Accept a name from the tz database."""
        if value not in available_timezones():
            raise ValueError("must be a name from the tz database")
        return ZoneInfo(value).key

    @field_validator("secret_key")
    @classmethod
    def check_secret_key(cls, value: str) -> str:
        """Refuse a key that Django's own deployment check (security.W009) calls weak."""
        if value and (len(value) < 50 or len(set(value)) < 5):
            raise ValueError("must have 50 characters or more, of 5 kinds or more")
        return value

    @model_validator(mode="after")
    def check_shared_cache(self) -> "Environment":
        """Refuse several processes that would each keep a cache of their own."""
        if self.server_processes > 1 and self.cache_url.startswith("locmemcache"):
            raise ValueError(
                "SERVER_PROCESSES above 1 needs a shared cache: set CACHE_URL too, for example "
                "CACHE_URL=redis://localhost:6379/0"
            )
        return self

    @property
    def https(self) -> bool:
        """Whether the public address is served over TLS."""
        return self.site_url.startswith("https:")

    @property
    def proxies(self) -> int:
        """How many entries of X-Forwarded-For were written by proxies of ours."""
        return int(self.behind_proxy) if self.trusted_proxies is None else self.trusted_proxies

    def key(self) -> str:
        """Return SECRET_KEY, or the key that this node made for itself."""
        if self.secret_key:
            return self.secret_key
        path = self.var_dir / "secret-key"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            # Exclusive creation: of two processes that start together, one makes the key.
            try:
                with open(path, "x", opener=_private_opener) as file:
                    file.write(secrets.token_urlsafe(64))
            except FileExistsError:
                pass
        return path.read_text()


def _private_opener(path: str, flags: int) -> int:
    return os.open(path, flags, mode=0o600)


def _check_scheme(value: str, schemes: tuple[str, ...]) -> str:
    scheme = value.split(":", 1)[0]
    if value and (scheme not in schemes or "://" not in value):
        raise ValueError(f"must be a URL that starts with one of {', '.join(schemes)}")
    try:
        urlsplit(value).port  # noqa: B018 - reading it is what checks it
    except ValueError as error:
        raise ValueError(f"is not a well-formed URL ({error})") from error
    return value


def read_environment() -> Environment:
    """Read the variables.

    Raises:
        SystemExit: with one sentence for each wrong variable and exit code 1.
    """
    try:
        environment = Environment()
        environment.key()
        return environment
    except ValidationError as error:
        raise SystemExit("\n".join(_sentence(dict(item)) for item in error.errors())) from None
    except OSError as error:
        raise SystemExit(
            f"VAR_DIR: {error.filename} cannot be written ({error.strerror}); make the folder "
            "writable or name another, for example VAR_DIR=/srv/clinic-blog/var"
        ) from None


def _sentence(item: dict[str, Any]) -> str:
    message = str(item["msg"]).removeprefix("Value error, ")
    if not item["loc"]:
        return message
    name = str(item["loc"][0])
    example = Environment.model_fields[name].examples[0]  # type: ignore[index]
    message = message[0].lower() + message[1:]
    return f"{name.upper()} {message}; for example {name.upper()}={example}"
