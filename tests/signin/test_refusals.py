"""Each refusal of Entra becomes the one thing that helps: a sign-in, an admin, the operator, or patience."""

from __future__ import annotations

from typing import Any

import pytest

from bot.errors import AssertionRefused, BotError, Busy, Denied, Misconfigured, SignInRequired
from bot.model import SignInReason, Trouble
from bot.signin.refusals import refusal

ADMIN_URL = "https://login.microsoftonline.com/t/v2.0/adminconsent"
SCOPES = ("VirtualAppointment.Read",)


def told(**result: Any) -> BotError:
    return refusal(result, SCOPES, ADMIN_URL)


def entra(code: int, error: str = "invalid_grant", **more: Any) -> BotError:
    return told(error=error, error_codes=[code], error_description=f"AADSTS{code}: words with names", **more)


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (entra(65001, suberror="consent_required"), SignInReason.FIRST_USE),
        (told(error="interaction_required", suberror="consent_required"), SignInReason.FIRST_USE),
        (entra(50076, "interaction_required", claims='{"access_token":{}}'), SignInReason.EXTRA_CHECK),
        (entra(50079, "interaction_required"), SignInReason.EXTRA_CHECK),
        (entra(700082), SignInReason.EXPIRED),
        (entra(70043, suberror="bad_token"), SignInReason.EXPIRED),
        (entra(50173, suberror="token_expired"), SignInReason.EXPIRED),
        (entra(70044), SignInReason.EXPIRED),
        (told(error="invalid_grant"), SignInReason.EXPIRED),
    ],
)
def test_the_person_is_asked_to_sign_in(error: BotError, why: SignInReason) -> None:
    assert isinstance(error, SignInRequired)
    assert (error.why, error.scopes) == (why, SCOPES)


def test_claims_travel_on() -> None:
    error = entra(50076, "interaction_required", claims='{"access_token":{"acrs":{}}}')
    assert isinstance(error, SignInRequired)
    assert error.claims == '{"access_token":{"acrs":{}}}'


@pytest.mark.parametrize(
    ("code", "trouble"),
    [
        (50105, Trouble.NOT_ASSIGNED),
        (53003, Trouble.BLOCKED_BY_POLICY),
        (53000, Trouble.BLOCKED_BY_POLICY),
        (50057, Trouble.ACCOUNT_DISABLED),
        (50020, Trouble.GUEST),
        (90094, Trouble.ADMIN_CONSENT),
        (90095, Trouble.ADMIN_CONSENT),
        (51004, Trouble.GUEST),
        (16003, Trouble.GUEST),
        (500021, Trouble.BLOCKED_BY_POLICY),
        (530099, Trouble.BLOCKED_BY_POLICY),
        (700016, Trouble.ADMIN_CONSENT),
    ],
)
def test_an_admin_is_named_as_the_one_who_can_help(code: int, trouble: Trouble) -> None:
    error = entra(code, claims='{"x":1}')
    assert isinstance(error, Denied)
    assert error.trouble is trouble
    assert error.url == (ADMIN_URL if trouble is Trouble.ADMIN_CONSENT else "")


@pytest.mark.parametrize(
    ("error", "setting"),
    [
        (entra(7000215, "invalid_client"), "MicrosoftAppPassword"),
        (entra(7000222, "invalid_client"), "MicrosoftAppPassword"),
        (entra(700027, "invalid_client"), "MicrosoftAppCertificatePath"),
        (entra(1000502, "invalid_client"), "MicrosoftAppCertificatePath"),
        (entra(70021, "invalid_request"), "MicrosoftAppManagedIdentity"),
        (entra(700213, "invalid_client"), "MicrosoftAppManagedIdentity"),
        (entra(7002137, "invalid_client"), "MicrosoftAppManagedIdentity"),
        (entra(500131, "invalid_grant"), "MicrosoftAppId"),
        (entra(70011, "invalid_scope"), "CALENDAR_SCOPE"),
        (entra(90002, "invalid_request"), "MicrosoftAppTenantId"),
        (entra(50059, "invalid_request"), "MicrosoftAppTenantId"),
        (entra(50194, "unauthorized_client"), "MicrosoftAppType"),
        (entra(500014, "invalid_resource"), "MicrosoftAppId"),
        (entra(7000114, "unauthorized_client"), "MicrosoftAppId"),
        (told(error="invalid_client"), "MicrosoftAppPassword"),
        (told(error="unheard_of"), "MicrosoftAppId"),
    ],
)
def test_the_operator_is_told_which_setting_to_look_at(error: BotError, setting: str) -> None:
    assert isinstance(error, Misconfigured)
    assert error.setting.startswith(setting)


POLICIES = (50005, 50131, 53000, 53001, 53002, 53003, 53004, 53009, 53011, 530001, 530003, 530032, 530034,
            53012, 530005, 530036, 530099, 50155, 50187, 500021, 500022, 700003)  # fmt: skip
PAGES = (50072, 50074, 50076, 50078, 50079, 50097, 50125, 50158, 500121, 50055, 50140, 50142, 50199)


@pytest.mark.parametrize("claims", ["", '{"access_token":{"polids":{}}}'])
@pytest.mark.parametrize("code", [*POLICIES, *PAGES, 999999])
def test_what_the_exchange_cannot_prove_a_page_can(code: int, claims: str) -> None:
    error = entra(code, "interaction_required", suberror="message_only", claims=claims)
    assert isinstance(error, SignInRequired)
    assert (error.why, error.claims) == (SignInReason.EXTRA_CHECK, claims)


@pytest.mark.parametrize("code", PAGES)
def test_another_check_is_a_page_under_whatever_name_it_comes(code: int) -> None:
    for error in (entra(code), entra(code, suberror="basic_action")):
        assert isinstance(error, SignInRequired)
        assert error.why is SignInReason.EXTRA_CHECK


@pytest.mark.parametrize("code", POLICIES)
def test_what_the_page_has_not_proved_either_is_the_organizations_rule(code: int) -> None:
    asked = entra(code, "interaction_required")
    assert isinstance(asked, SignInRequired)
    assert asked.otherwise is Trouble.BLOCKED_BY_POLICY
    for error in ("invalid_grant", "access_denied"):
        refused = entra(code, error)
        assert isinstance(refused, Denied)
        assert refused.trouble is Trouble.BLOCKED_BY_POLICY


@pytest.mark.parametrize("code", [50105, 50057, 50020, 90072, 90094, 700016])
def test_what_no_page_can_mend_is_an_ending_whatever_it_is_called(code: int) -> None:
    for error in ("interaction_required", "invalid_grant", "access_denied", "unauthorized_client"):
        assert isinstance(entra(code, error), Denied)


@pytest.mark.parametrize("code", [53003, 7000222, 65001, 50013, 50105])
@pytest.mark.parametrize("error", ["temporarily_unavailable", "server_error"])
def test_the_kind_of_error_comes_before_its_codes(code: int, error: str) -> None:
    assert isinstance(entra(code, error), Busy)


@pytest.mark.parametrize("error", [told(error="temporarily_unavailable"), entra(90033), entra(50196), entra(90055)])
def test_patience_helps(error: BotError) -> None:
    assert isinstance(error, Busy)


@pytest.mark.parametrize("code", [50013, 500133])
def test_a_bad_assertion_is_not_the_persons_fault(code: int) -> None:
    assert isinstance(entra(code), AssertionRefused)


def test_the_code_is_read_from_the_description_when_it_is_only_there() -> None:
    error = told(error="access_denied", error_description="AADSTS90094: The grant requires admin permission.")
    assert isinstance(error, Denied)


@pytest.mark.parametrize("code", [65001, 50105, 7000215, 50013, 90033, 1])
def test_nothing_that_entra_wrote_is_kept(code: int) -> None:
    assert "words with names" not in str(entra(code))
