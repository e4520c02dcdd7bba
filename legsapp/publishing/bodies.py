"""A KnowledgeBase as the bytes of a Release, and back."""

import hashlib
from typing import Any

import msgspec

from legsapp.engine.knowledge import SCHEMA, KnowledgeBase


class BodyError(ValueError):
    """These bytes are no KnowledgeBase that this version can read."""


def encode(kb: KnowledgeBase) -> bytes:
    """The same knowledge gives the same bytes."""
    return msgspec.json.encode(kb)


def plain(kb: KnowledgeBase) -> dict[str, Any]:
    """By concept, each row a dictionary."""
    found: dict[str, Any] = msgspec.to_builtins(kb)
    del found["schema"]
    return found


def digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def decode(body: bytes, schema: int, sha256: str) -> KnowledgeBase:
    """Refuses bytes that were changed, and shapes of a later version."""
    if digest(body) != sha256:
        raise BodyError("the body does not match its SHA-256")
    if schema > SCHEMA:
        raise BodyError(f"schema {schema} is newer than {SCHEMA}; install the newer version")
    try:
        return msgspec.json.decode(body, type=KnowledgeBase)
    except msgspec.MsgspecError as error:
        raise BodyError(str(error)) from error
