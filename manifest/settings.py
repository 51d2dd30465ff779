"""What an admin sets before packing: the app's id, where it runs, and whose app it is. A fault names its variable."""

from __future__ import annotations

import re
from typing import Annotated, Any
from urllib.parse import SplitResult, urlsplit

from pydantic import AfterValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import SettingsError
from bot.ops.places import env_file, passed_over
from bot.ops.setting_types import Guid, Origin, ShortLine, fault_line

# https://semver.org: three numbers, and perhaps a pre-release and a build.
SEMVER = re.compile(r"(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?", re.ASCII)

WRITTEN = re.compile("[!-~]+")  # what an address is written with: ASCII, no spaces


def _page(value: str) -> str:
    if not WRITTEN.fullmatch(value) or not _is_https(urlsplit(value)):
        raise ValueError("must be an https address in ASCII, such as https://example.com/page")
    return value


def _is_https(url: SplitResult) -> bool:
    """Whether this is https with a host, a port that can be, and no user name; ValueError for a port that cannot."""
    return url.scheme == "https" and bool(url.hostname) and url.port != 0 and "@" not in url.netloc


def _version(value: str) -> str:
    if not SEMVER.fullmatch(value):
        raise ValueError("is not a version of three numbers, such as 1.2.0")
    return value


WebPage = Annotated[str, Field(max_length=2048), AfterValidator(_page)]


class PackSettings(BaseSettings):
    """The settings of packing, under the bot's own names where both need them. The lengths are Teams' limits."""

    model_config = SettingsConfigDict(
        frozen=True,
        extra="ignore",
        env_ignore_empty=True,
        hide_input_in_errors=True,
        str_strip_whitespace=True,
        str_min_length=1,
    )

    app_id: Guid = Field(alias="MicrosoftAppId")
    public_url: Origin = Field(alias="PUBLIC_URL")
    developer_name: ShortLine = Field(max_length=32, alias="DEVELOPER_NAME")
    website_url: WebPage = Field(alias="WEBSITE_URL")
    privacy_url: WebPage = Field(alias="PRIVACY_URL")
    terms_url: WebPage = Field(alias="TERMS_URL")
    bot_name: ShortLine = Field("Appointment Link", max_length=30, alias="BOT_NAME")
    app_version: Annotated[str, Field(max_length=256), AfterValidator(_version)] = Field("0.1.0", alias="APP_VERSION")

    @property
    def host(self) -> str:
        """The host at which Teams and browsers reach the bot, with its port where that is not 443."""
        return urlsplit(self.public_url).netloc


def read_pack_settings(**overrides: Any) -> PackSettings:
    """The settings in the environment and in the bot's own file. Raises SettingsError with one line a fault."""
    file = env_file()
    try:
        return PackSettings(_env_file=file, **overrides)
    except ValidationError as error:
        faults = [_line(fault) for fault in error.errors(include_input=False)]
        raise SettingsError([*faults, *passed_over(file)]) from None


def _line(fault: Any) -> str:
    """'NAME: what is wrong'; the name is the variable's, whether pydantic reports the alias or the field."""
    name = str(fault["loc"][0])
    match fault["type"]:
        case "missing" | "string_too_short":
            return f"{name}: is missing"
        case "string_too_long":
            return f"{name}: is longer than the {fault['ctx']['max_length']} characters that Teams allows"
        case _:
            return fault_line(name, str(fault["msg"]))
