"""The text form of conditions, as editors write it; what it means stands in ``conditions``."""

import re

from .conditions import VARIABLES, All, Always, Any, AtLeast, Compare, Condition, FlagFired, Has, LevelReached, Not
from .vocabulary import Urgency


class ConditionError(ValueError):
    """The text is not a condition; the message says where, in plain words."""


_TOKEN = re.compile(r"\s*(?:(at\s+least)\b|([a-z_][a-z0-9_]*(?:\.[a-z0-9_]+)?)|(>=|<)|(-?\d+(?:\.\d+)?)|([(),]))")
_WORDS = {"and", "or", "not", "of", "flag", "level", "always"}


def parse(text: str) -> Condition:
    """Read a condition; the empty text is ``always``. Raises ConditionError with the place and the reason."""
    tokens = _tokens(text)
    if not tokens:
        return Always()
    parser = _Parser(text, tokens)
    condition = parser.either()
    if parser.left:
        raise ConditionError(f"I did not expect {parser.left[0]!r} after {condition!s:.60}")
    return condition


def _tokens(text: str) -> list[str]:
    tokens, at = [], 0
    while text[at:].strip():
        match = _TOKEN.match(text, at)
        if match is None:
            raise ConditionError(f"I cannot read {text[at:].strip()[:20]!r}")
        tokens.append(" ".join(match.group().split()))
        at = match.end()
    return tokens


class _Parser:
    """Recursive descent: either := both (or both)*; both := single (and single)*."""

    def __init__(self, text: str, tokens: list[str]) -> None:
        self.text, self.left = text, tokens

    def take(self, expected: str | None = None) -> str:
        if not self.left:
            raise ConditionError(f"something is missing at the end of {self.text.strip()[-40:]!r}")
        token = self.left.pop(0)
        if expected is not None and token != expected:
            raise ConditionError(f"I expected {expected!r} but found {token!r}")
        return token

    def peek(self) -> str:
        return self.left[0] if self.left else ""

    def either(self) -> Condition:
        items = [self.both()]
        while self.peek() == "or":
            self.take()
            items.append(self.both())
        return items[0] if len(items) == 1 else Any(tuple(items))

    def both(self) -> Condition:
        items = [self.single()]
        while self.peek() == "and":
            self.take()
            items.append(self.single())
        return items[0] if len(items) == 1 else All(tuple(items))

    def single(self) -> Condition:
        token = self.take()
        if token == "(":  # noqa: S105
            inner = self.either()
            self.take(")")
            return inner
        if token == "not":  # noqa: S105
            return Not(self.single())
        if token == "at least":  # noqa: S105
            return self.at_least()
        if token == "flag":  # noqa: S105
            return FlagFired(self.take())
        if token == "level":  # noqa: S105
            return self.level()
        if token == "always":  # noqa: S105
            return Always()
        if token in VARIABLES:
            return self.compare(token)
        if token in _WORDS or "." not in token or token.replace(".", "").isdigit():
            raise ConditionError(f"{token!r} is not a finding; write question.option, for example swelling.one")
        return Has(token)

    def at_least(self) -> Condition:
        number = self.take()
        if not number.isdigit() or int(number) < 1:
            raise ConditionError(f"'at least' wants a whole number, not {number!r}")
        self.take("of")
        self.take("(")
        items = [self.either()]
        while self.peek() == ",":
            self.take()
            items.append(self.either())
        self.take(")")
        if int(number) > len(items):
            raise ConditionError(f"'at least {number} of' names only {len(items)}")
        return AtLeast(int(number), tuple(items))

    def level(self) -> Condition:
        name = self.take()
        try:
            return LevelReached(Urgency(name))
        except ValueError:
            raise ConditionError(f"{name!r} is not a level of urgency") from None

    def compare(self, variable: str) -> Condition:
        operator, number = self.take(), self.take()
        if operator not in (">=", "<"):
            raise ConditionError(f"after {variable} I expected >= or <, not {operator!r}")
        try:
            return Compare(variable, operator, float(number))
        except ValueError:
            raise ConditionError(f"{number!r} is not a number") from None
