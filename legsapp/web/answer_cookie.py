"""A person's answers, kept by their own browser: zlib'd JSON, encrypted and authenticated, in a session cookie.

The server stores nothing. The key is derived from SECRET_KEY for this purpose alone; keys in SECRET_KEY_FALLBACKS
still open older cookies. A cookie that cannot be opened for any reason raises Unreadable.
"""

import base64
import zlib
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Literal

import msgspec
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from legsapp.engine.answers import Answers, Reply

from .cookies import delete_cookie, read_cookie, set_cookie

NAME = "answers"
DRAFT_NAME = "draft-answers"  # answers given in a preview never meet real ones
FORMAT = 1
MAX_AGE = 24 * 60 * 60  # seconds; an older cookie is refused
MAX_BYTES = 3900  # browsers keep 4096 bytes with the name and attributes
MAX_PLAIN_BYTES = 64 * 1024
SMALL = (-12, 5)  # raw deflate, a window of 4 KiB: making zlib's usual one ready costs more than packing the answers
PURPOSE = b"leg-check answer cookie v1"

Who = Literal["me", "other"]
_DECODER = msgspec.json.Decoder(tuple[int, Who, list[tuple[str, tuple[str, ...], bool]]])


class Unreadable(ValueError):
    """The cookie is mangled, forged, too old or of another format."""


class TooLarge(ValueError):
    """The answers do not fit into a cookie."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What the cookie holds: the answers, and whom they are about."""

    answers: Answers = field(default_factory=Answers.empty)
    who: Who = "me"

    def with_answers(self, answers: Answers) -> "Visit":
        return replace(self, answers=answers)


def read(request: HttpRequest) -> Visit:
    """The visit of this browser; an empty one when it has no cookie. Raises Unreadable."""
    token = read_cookie(request, name_for(request))
    return unseal(token) if token else Visit()


def write(response: HttpResponse, request: HttpRequest, visit: Visit) -> None:
    set_cookie(response, request, name_for(request), seal(visit))


def delete(response: HttpResponse, request: HttpRequest) -> None:
    delete_cookie(response, request, name_for(request))


def present(request: HttpRequest) -> bool:
    return bool(read_cookie(request, name_for(request)))


def name_for(request: HttpRequest) -> str:
    return DRAFT_NAME if getattr(getattr(request, "release", None), "for_staff", False) else NAME


def seal(visit: Visit) -> str:
    plain = msgspec.json.encode([FORMAT, visit.who, visit.answers.to_plain()])
    packer = zlib.compressobj(9, zlib.DEFLATED, *SMALL)
    token = _box().encrypt(packer.compress(plain) + packer.flush()).decode("ascii").rstrip("=")
    if len(token) > MAX_BYTES:
        raise TooLarge("too many answers for one cookie")
    return token


def unseal(token: str) -> Visit:
    if len(token) > MAX_BYTES:
        raise Unreadable("too long")
    try:
        padded = token.encode("ascii") + b"=" * (-len(token) % 4)
        unpacker = zlib.decompressobj(-15)
        plain = unpacker.decompress(_box().decrypt(padded, ttl=MAX_AGE), MAX_PLAIN_BYTES)
        version, who, answers = _DECODER.decode(plain)
        if version != FORMAT or unpacker.unconsumed_tail:
            raise Unreadable("of another format")
        return Visit(Answers.of({slug: Reply(options, complete) for slug, options, complete in answers}), who)
    except (InvalidToken, UnicodeEncodeError, zlib.error, msgspec.MsgspecError, ValueError) as error:
        raise Unreadable("cannot be opened") from error


def _box() -> MultiFernet:
    return _box_of((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=8)
def _box_of(secrets: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(_key(secret)) for secret in secrets])


def _key(secret: str) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
    return base64.urlsafe_b64encode(derived)
