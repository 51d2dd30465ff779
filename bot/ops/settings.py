"""Everything an operator can set, read once from the environment; a fault names its variable and stops the start."""

from __future__ import annotations

import base64
import binascii
import os
import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import (
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import SettingsError
from bot.ops.endpoints import TEAMS_HOSTS
from bot.ops.near_names import names_in, near_names
from bot.ops.places import env_file, is_there, passed_over, placed
from bot.ops.setting_types import PRIVATE_NETWORKS, Guid, Network, Origin, ShortLine, fault_line, guid, network
from bot.ops.zones import zone_named

PASSWORD = "MicrosoftAppPassword"  # noqa: S105 — the name of the variable
CERTIFICATE = "MicrosoftAppCertificatePath"
MANAGED_IDENTITY = "MicrosoftAppManagedIdentity"
PASSPHRASE = "MicrosoftAppCertificatePassword"  # noqa: S105 — the name of the variable
APP_TYPE_HINT = (
    "must be SingleTenant or MultiTenant; a managed identity as the app itself (UserAssignedMSI) cannot sign people in "
    f"on their behalf: use a SingleTenant app with {MANAGED_IDENTITY} as its federated credential"
)
# Not directline or webchat: there, anybody may name any person.
OFFICE_CHANNELS = frozenset({"m365extensions", "outlook"})
GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE | re.ASCII)
HOST_PATTERN = re.compile(r"(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]+", re.ASCII)
QUOTED = re.compile(r"(['\"]).*\1", re.DOTALL)  # by Docker and kubectl, which take a line of a file as it is
IN_QUOTES = (
    "has quotes around it, which docker run --env-file, kubectl and web forms leave there; write it without them"
)
KEY_COMMAND = 'python -c "import base64,secrets;print(base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())"'


SETTINGS_CONFIG = SettingsConfigDict(
    frozen=True,
    validate_default=True,
    extra="ignore",
    hide_input_in_errors=True,
)


def _keys(value: object) -> object:
    keys = tuple(_key(part) for part in _listed(value))
    if not keys:
        raise ValueError(f"is empty; make a key with: {KEY_COMMAND}")
    return keys


class _Trimmed(BaseSettings):
    """What is read from a file, as containers do, ends with a line break, which is no part of it; nor are blanks, but
    for those of a password that somebody has chosen.
    """

    @model_validator(mode="before")
    @classmethod
    def _trimmed(cls, given: Mapping[str, object]) -> Mapping[str, object]:
        return {name: _trimmed(value, "\r\n" if name == PASSPHRASE else None) for name, value in given.items()}


def _trimmed(value: object, around: str | None) -> object:
    return value.strip(around) if isinstance(value, str) else value


EncryptionKeys = Annotated[tuple[bytes, ...], NoDecode, BeforeValidator(_keys)]
SQLITE = "sqlite:///data/bot.db"


class StorageSettings(_Trimmed):
    """Where the store is and what opens it: all that whoever looks after it needs."""

    model_config = SETTINGS_CONFIG

    storage_url: str = Field(SQLITE, alias="STORAGE_URL", repr=False)
    encryption_keys: EncryptionKeys = Field(alias="STORAGE_ENCRYPTION_KEYS", repr=False)


class Settings(_Trimmed):
    """The bot's settings. Frozen; secrets have no repr. docs/settings.md explains each one (checked by a test)."""

    model_config = SETTINGS_CONFIG

    app_id: Guid = Field(alias="MicrosoftAppId")
    app_type: Literal["SingleTenant", "MultiTenant"] = Field("SingleTenant", alias="MicrosoftAppType")
    tenant_id: str = Field("", alias="MicrosoftAppTenantId")
    allowed_tenants: Annotated[tuple[str, ...], NoDecode] = Field((), alias="ALLOWED_TENANTS")

    app_password: SecretStr = Field(SecretStr(""), alias="MicrosoftAppPassword")
    certificate_path: str = Field("", alias="MicrosoftAppCertificatePath")
    certificate_password: SecretStr = Field(SecretStr(""), alias="MicrosoftAppCertificatePassword")
    managed_identity: str = Field("", alias="MicrosoftAppManagedIdentity")

    public_url: Origin = Field(alias="PUBLIC_URL")
    host: str = Field("", alias="HOST")  # every address, IPv4 and IPv6
    port: int = Field(3978, ge=1, le=65535, alias="PORT")
    trusted_proxies: Annotated[tuple[Network, ...], NoDecode] = Field(PRIVATE_NETWORKS, alias="TRUSTED_PROXIES")

    metrics_host: str = Field("127.0.0.1", alias="METRICS_HOST")
    metrics_port: int = Field(0, ge=0, le=65535, alias="METRICS_PORT")  # 0: none

    storage_url: str = Field(SQLITE, alias="STORAGE_URL", repr=False)
    encryption_keys: EncryptionKeys = Field(alias="STORAGE_ENCRYPTION_KEYS", repr=False)

    calendar_scope: Literal["Calendars.ReadBasic", "Calendars.Read"] = Field(
        "Calendars.ReadBasic", alias="CALENDAR_SCOPE"
    )
    link_scope: Literal["VirtualAppointment.Read", "OnlineMeetings.Read"] = Field(
        "VirtualAppointment.Read", alias="LINK_SCOPE"
    )
    link_hosts: Annotated[tuple[str, ...], NoDecode] = Field(TEAMS_HOSTS, alias="LINK_HOSTS")
    targeted_messages: bool = Field(default=False, alias="TARGETED_MESSAGES")
    office_channels: Annotated[tuple[str, ...], NoDecode] = Field((), alias="OFFICE_CHANNELS")
    default_locale: str = Field("en", alias="DEFAULT_LOCALE", pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}$")
    default_timezone: str = Field("UTC", alias="DEFAULT_TIMEZONE")
    organization_name: ShortLine = Field("", alias="ORGANIZATION_NAME", max_length=60)
    help_phone: ShortLine = Field("", alias="HELP_PHONE", max_length=40)
    invitation_greeting: ShortLine = Field("", alias="INVITATION_GREETING", max_length=200)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", alias="LOG_LEVEL")
    audit_log: str = Field("", alias="AUDIT_LOG")  # none, stderr, or a file

    @field_validator("tenant_id")
    @classmethod
    def _tenant(cls, value: str, info: ValidationInfo) -> str:
        if not value and info.data.get("app_type") == "SingleTenant":
            raise ValueError("is missing (the tenant of a SingleTenant app)")
        return guid(value) if value else ""

    @field_validator("allowed_tenants", mode="before")
    @classmethod
    def _tenants(cls, value: object, info: ValidationInfo) -> object:
        tenants = tuple(_listed_guid(part) for part in _listed(value))
        if not tenants and info.data.get("app_type") == "MultiTenant":
            raise ValueError("is missing (the tenants that a MultiTenant app serves)")
        return tenants

    @field_validator("app_password")
    @classmethod
    def _secret(cls, value: SecretStr) -> SecretStr:
        if QUOTED.fullmatch(value.get_secret_value()):
            raise ValueError(IN_QUOTES)
        return value

    @field_validator("certificate_path")
    @classmethod
    def _certificate(cls, value: str) -> str:
        if value and not is_there(placed(value)):
            raise ValueError(f"names no file: {placed(value)}")
        return value and str(placed(value))

    @field_validator("metrics_port")
    @classmethod
    def _own_port(cls, value: int, info: ValidationInfo) -> int:
        if value and value == info.data.get("port"):
            raise ValueError("is PORT, which everybody can reach; give the metrics a port of their own")
        return value

    @field_validator("trusted_proxies", mode="before")
    @classmethod
    def _proxies(cls, value: object) -> object:
        return tuple(map(network, _listed(value)))

    @field_validator("link_hosts", mode="before")
    @classmethod
    def _hosts(cls, value: object) -> object:
        hosts = _listed(value)
        for host in hosts:
            if not HOST_PATTERN.fullmatch(host):
                raise ValueError(f"'{host}' is not a host name or *.host name")
        return hosts or TEAMS_HOSTS

    @field_validator("office_channels", mode="before")
    @classmethod
    def _office(cls, value: object) -> object:
        channels = _listed(value)
        if unknown := sorted(set(channels) - OFFICE_CHANNELS):
            raise ValueError(f"'{unknown[0]}' is none of {', '.join(sorted(OFFICE_CHANNELS))}")
        return channels

    @field_validator("default_timezone")
    @classmethod
    def _timezone(cls, value: str) -> str:
        zone = zone_named(value)
        if zone is None:
            raise ValueError("is not an IANA time zone, such as Europe/Berlin")
        return zone.key

    @field_validator("managed_identity")
    @classmethod
    def _one_credential(cls, value: str, info: ValidationInfo) -> str:
        """Exactly one way to prove that the bot is the app; checked on the last of the three."""
        if not {"app_password", "certificate_path"} <= info.data.keys():  # its own fault is told already
            return value
        if value and value.lower() != "system" and not GUID.fullmatch(value):
            raise ValueError(f"{MANAGED_IDENTITY}: must be system, or the client id of a user-assigned identity")
        password: SecretStr = info.data["app_password"]
        values = {PASSWORD: password.get_secret_value(), CERTIFICATE: info.data["certificate_path"]}
        given = [name for name, text in {**values, MANAGED_IDENTITY: value}.items() if text]
        if not given:
            raise ValueError(f"{PASSWORD}: is missing (or give {CERTIFICATE} or {MANAGED_IDENTITY} instead)")
        if len(given) > 1:
            raise ValueError(f"{given[1]}: is set beside {given[0]}; give one credential only")
        return value

    @property
    def tenants(self) -> tuple[str, ...]:
        """The tenants whose people are served, lower case."""
        return (self.tenant_id,) if self.app_type == "SingleTenant" else self.allowed_tenants

    @property
    def unserved_tenants(self) -> tuple[str, ...]:
        """Those that are allowed all the same: a SingleTenant app serves its own alone."""
        return tuple(tenant for tenant in self.allowed_tenants if tenant not in self.tenants)


def read_settings(**overrides: Any) -> Settings:
    """The settings of this process: `overrides`, environment, then the file of `bot.ops.places`.

    Raises SettingsError with one line a fault, each naming its variable.
    """
    file = env_file()
    try:
        return Settings(_env_file=file, **overrides)
    except ValidationError as error:
        raise SettingsError([*_faults(error), *passed_over(file), *near_name_faults()]) from None


def read_storage_settings(**overrides: Any) -> StorageSettings:
    """The store's alone. Raises as `read_settings` does."""
    file = env_file()
    try:
        return StorageSettings(_env_file=file, **overrides)
    except ValidationError as error:
        raise SettingsError([*_faults(error), *passed_over(file), *near_name_faults()]) from None


def nearly_named(environment: Mapping[str, str] = os.environ) -> Mapping[str, str]:
    """Variables that are no setting but nearly named as one that is not set, with that one."""
    known = [str(field.alias) for field in Settings.model_fields.values()]
    return near_names(known, [*environment, *names_in(env_file(environment))])


def near_name_faults(environment: Mapping[str, str] = os.environ) -> list[str]:
    """The same in words."""
    near = nearly_named(environment)
    return [f"{name}: is no setting; {meant} is one, and is not set" for name, meant in near.items()]


HINTS = {
    "int_parsing": "must be a whole number",
    "bool_parsing": "must be true or false",
    "string_pattern_mismatch": "must be the tag of a language, such as en or pt-BR",
}
"""In words, where pydantic speaks to programmers."""
SHOWABLE = {"PORT", "METRICS_PORT", "LOG_LEVEL", "CALENDAR_SCOPE", "LINK_SCOPE", "TARGETED_MESSAGES", "DEFAULT_LOCALE"}
SHOWABLE |= {"DEFAULT_TIMEZONE"}
"""Settings of which the start says what they are: nobody puts a secret into them by mistake."""


def _faults(error: ValidationError) -> list[str]:
    return [_line(fault) for fault in error.errors()]


def _line(fault: Any) -> str:
    name = _variable(str(fault["loc"][0]))
    if name == MANAGED_IDENTITY:  # may be about another credential, and says which
        return str(fault["msg"]).removeprefix("Value error, ")
    if fault["type"] == "missing":
        hint = f"; make a key with: {KEY_COMMAND}" if name == "STORAGE_ENCRYPTION_KEYS" else ""
        return f"{name}: is missing{hint}"
    if name == "MicrosoftAppType" and fault["type"] == "literal_error":
        return f"{name}: {APP_TYPE_HINT}"
    told = fault_line(name, HINTS.get(fault["type"], str(fault["msg"])))
    return f"{told} (it is {str(fault['input'])[:60]!r})" if name in SHOWABLE and fault["input"] else told


def _variable(location: str) -> str:
    """The name of the environment variable, whether pydantic reports the alias or the field."""
    field = Settings.model_fields.get(location)
    return (field.alias or location) if field else location


def _listed(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return tuple(value) if isinstance(value, (tuple, list)) else ()


def _listed_guid(part: str) -> str:
    try:
        return guid(part)
    except ValueError as fault:
        raise ValueError(f"'{part}' {fault}") from None


def _key(value: str | bytes) -> bytes:
    if isinstance(value, bytes):
        return value
    try:
        key = base64.b64decode(value + "=" * (-len(value) % 4), altchars=b"-_", validate=True)
    except binascii.Error:
        key = b""
    if len(key) != 32:
        raise ValueError(f"holds something that is not 32 bytes in url-safe base64; make a key with: {KEY_COMMAND}")
    return key
