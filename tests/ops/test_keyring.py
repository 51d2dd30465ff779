"""Sealed values open with the right key in the right place, and in no other way."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.ops.keyring import Keyring, Unreadable

keys = st.binary(min_size=32, max_size=32)
# Lone surrogates too: they are legal in JSON.
parts = st.text(st.characters(codec=None, exclude_categories=()), max_size=8)
contexts = st.lists(parts, max_size=4).map(tuple)
OLD, NEW = b"o" * 32, b"n" * 32


@given(keys, st.binary(max_size=300), contexts)
def test_what_is_sealed_opens_in_the_same_context(key: bytes, plaintext: bytes, context: tuple[str, ...]) -> None:
    keyring = Keyring([key])
    assert keyring.decrypt(keyring.encrypt(plaintext, *context), *context) == plaintext


@given(contexts, contexts)
def test_no_other_context_opens_it(context: tuple[str, ...], other: tuple[str, ...]) -> None:
    assume(context != other)
    keyring = Keyring([OLD])
    with pytest.raises(Unreadable):
        keyring.decrypt(keyring.encrypt(b"secret", *context), *other)


@pytest.mark.parametrize("other", [("ab", "c"), ("abc",), ("a", "bc", ""), ("", "a", "bc"), ("bc", "a"), ()])
def test_the_parts_of_a_context_do_not_run_into_each_other(other: tuple[str, ...]) -> None:
    keyring = Keyring([OLD])
    with pytest.raises(Unreadable):
        keyring.decrypt(keyring.encrypt(b"secret", "a", "bc"), *other)


@given(st.binary(max_size=60), st.data())
def test_any_flipped_bit_is_noticed(plaintext: bytes, data: st.DataObject) -> None:
    keyring = Keyring([OLD])
    sealed = bytearray(keyring.encrypt(plaintext, "table", "row"))
    bit = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(Unreadable):
        keyring.decrypt(bytes(sealed), "table", "row")


@given(st.data())
def test_any_missing_end_is_noticed(data: st.DataObject) -> None:
    keyring = Keyring([OLD])
    sealed = keyring.encrypt(b"secret")
    with pytest.raises(Unreadable):
        keyring.decrypt(sealed[: data.draw(st.integers(0, len(sealed) - 1))])


@given(st.binary(max_size=100))
def test_anything_else_is_unreadable_and_nothing_worse(rubbish: bytes) -> None:
    with pytest.raises(Unreadable):
        Keyring([OLD]).decrypt(b"\x01" + rubbish)


def test_after_a_rotation_the_new_key_seals_and_the_old_one_still_opens() -> None:
    before, during, after = Keyring([OLD]), Keyring([NEW, OLD]), Keyring([NEW])
    assert during.decrypt(before.encrypt(b"old", "row"), "row") == b"old"
    assert after.decrypt(during.encrypt(b"new", "row"), "row") == b"new"


def test_what_a_removed_key_sealed_stays_shut() -> None:
    with pytest.raises(Unreadable):
        Keyring([NEW]).decrypt(Keyring([OLD]).encrypt(b"old", "row"), "row")


def test_the_same_value_never_looks_the_same_twice() -> None:
    keyring = Keyring([OLD])
    assert len({keyring.encrypt(b"secret") for _ in range(100)}) == 100


@pytest.mark.parametrize("wrong", [[], [b""], [b"short"], [OLD, b"x" * 33]])
def test_a_keyring_takes_nothing_but_keys_of_32_bytes(wrong: list[bytes]) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Keyring(wrong)


def test_a_key_given_twice_is_one_key() -> None:
    keyring = Keyring([OLD, OLD])
    assert keyring.decrypt(keyring.encrypt(b"secret")) == b"secret"


def test_neither_keyring_nor_error_shows_a_key_or_a_value() -> None:
    keyring = Keyring([OLD])
    with pytest.raises(Unreadable) as caught:
        keyring.decrypt(keyring.encrypt(b"secret", "row"), "other row")
    assert "secret" not in str(caught.value) + repr(caught.value)
    assert "ooo" not in repr(keyring)
