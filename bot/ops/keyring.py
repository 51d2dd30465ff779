"""What the bot writes down is encrypted: it opens only with the operator's keys, and only where it was written."""

from __future__ import annotations

import hashlib
import hmac
import struct
from collections.abc import Sequence
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.errors import BotError
from bot.ops.randomness import random_bytes

KEY_BYTES = 32
_VERSION = b"\x01"
_ID_BYTES = 4
_NONCE_BYTES = 12
_TAG_BYTES = 16
_HEADER_BYTES = len(_VERSION) + _ID_BYTES
_SHORTEST = _HEADER_BYTES + _NONCE_BYTES + _TAG_BYTES


class Unreadable(BotError):
    """Encrypted with a key that is not here, for another context, damaged, or not encrypted at all."""


class Keyring:
    """AES-256-GCM (NIST SP 800-38D) under the operator's keys: the first one encrypts, each one decrypts.

    Encrypted bytes are: version (1 byte), key id (4), nonce (12, random), ciphertext with its 16-byte tag. Random
    nonces are safe for 2**32 values under one key, which a busy bot does not write in a lifetime.
    """

    def __init__(self, keys: Sequence[bytes]) -> None:
        """`keys`: one or more of 32 bytes, the newest first. Raises ValueError for anything else."""
        if not keys or any(len(key) != KEY_BYTES for key in keys):
            raise ValueError(f"a keyring needs keys of {KEY_BYTES} bytes")
        self._ciphers = {_key_id(key): AESGCM(key) for key in keys}
        self._current = _key_id(keys[0])
        self._proving = tuple(hashlib.sha256(b"appointment-link-bot/proof\0" + key).digest() for key in keys)
        if len(self._ciphers) != len(set(keys)):
            raise ValueError("two keys share an id; make another key")

    def encrypt(self, plaintext: bytes, *context: str) -> bytes:
        """`plaintext` encrypted so that it opens only under the same `context` parts, in the same order."""
        header = _VERSION + self._current
        nonce = random_bytes(_NONCE_BYTES)
        cipher = self._ciphers[self._current]
        return header + nonce + cipher.encrypt(nonce, plaintext, _bound_to(header, context))

    def is_current(self, encrypted: bytes) -> bool:
        """Whether it was encrypted with the first key."""
        return encrypted.startswith(_VERSION + self._current)

    def has_key_of(self, encrypted: bytes) -> bool:
        """Whether the key that it was encrypted with is one of ours, as it says itself."""
        return encrypted[len(_VERSION) : _HEADER_BYTES] in self._ciphers

    def decrypt(self, encrypted: bytes, *context: str) -> bytes:
        """What was encrypted under this `context`. Raises Unreadable, whatever the reason."""
        header, nonce, ciphertext = _split(encrypted)
        cipher = self._ciphers.get(header[len(_VERSION) :])
        if cipher is None:
            raise Unreadable("encrypted with a key that is not in the keyring")
        try:
            return cipher.decrypt(nonce, ciphertext, _bound_to(header, context))
        except InvalidTag as error:
            raise Unreadable("damaged, or encrypted for another place") from error

    def prove(self, text: str) -> str:
        """HMAC-SHA-256 of `text` under a key of its own, made from the first: only a keyring with that key can."""
        return hmac.digest(self._proving[0], text.encode(), "sha256").hex()

    def is_proof(self, proof: str, text: str) -> bool:
        """Whether one of these keys has made `proof` of `text`."""
        made = (hmac.digest(key, text.encode(), "sha256").hex().encode() for key in self._proving)
        return any(hmac.compare_digest(each, proof.encode("utf-8", "replace")) for each in made)


def _split(encrypted: bytes) -> tuple[bytes, bytes, bytes]:
    if len(encrypted) < _SHORTEST or not encrypted.startswith(_VERSION):
        raise Unreadable("not an encrypted value of a known version")
    body = _HEADER_BYTES + _NONCE_BYTES
    return encrypted[:_HEADER_BYTES], encrypted[_HEADER_BYTES:body], encrypted[body:]


def _key_id(key: bytes) -> bytes:
    """Names a key without telling anything about it; the prefix keeps this hash apart from every other use."""
    return hashlib.sha256(b"appointment-link-bot/key-id\0" + key).digest()[:_ID_BYTES]


@lru_cache(maxsize=4096)  # who and where come again and again
def _bound_to(header: bytes, context: tuple[str, ...]) -> bytes:
    """The associated data. Each part goes with its length, so that ('a', 'bc') is not ('ab', 'c')."""
    return header + b"".join(map(_with_length, context))


@lru_cache(maxsize=4096)
def _with_length(part: str) -> bytes:
    # Half a surrogate pair is legal in JSON and therefore in a Teams id: it must not break us.
    encoded = part.encode("utf-8", "surrogatepass")
    return struct.pack(">I", len(encoded)) + encoded
