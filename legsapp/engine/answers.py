"""What was said: an immutable value.

A Reply to a question holds the options that were ticked and whether the reply is complete. A skipped question has
an incomplete reply: what was ticked counts, the rest stays unknown, and nothing counts as "no".
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from sys import intern
from types import MappingProxyType

import msgspec

Finding = str  # "question.option"


def finding(question: str, option: str) -> Finding:
    return intern(f"{question}.{option}")


@lru_cache(maxsize=4096)
def question_of(name: Finding) -> str:
    return name.partition(".")[0]


class Reply(msgspec.Struct, frozen=True):
    options: tuple[str, ...] = ()
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Answers:
    """Replies by question slug, in the order in which the questions were first answered."""

    replies: Mapping[str, Reply] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def empty(cls) -> "Answers":
        return cls()

    @classmethod
    def of(cls, replies: Mapping[str, Reply]) -> "Answers":
        return cls(MappingProxyType(dict(replies)))

    @classmethod
    def from_findings(cls, findings: Iterable[Finding]) -> "Answers":
        """Complete replies from "question.option" names; a bare "question" means it was skipped."""
        replies: dict[str, Reply] = {}
        for name in findings:
            question, _, option = name.partition(".")
            had = replies.get(question, Reply())
            replies[question] = Reply((*had.options, option), had.complete) if option else Reply(had.options, False)
        return cls.of(replies)

    @classmethod
    def from_plain(cls, plain: object) -> "Answers":
        """The inverse of to_plain; raises ValueError for anything else."""
        if not isinstance(plain, list):
            raise ValueError("answers must be a list")
        replies: dict[str, Reply] = {}
        for item in plain:
            match item:
                case [str() as question, list() as options, bool() as complete] if all(
                    isinstance(option, str) for option in options
                ):
                    replies[question] = Reply(tuple(options), complete)
                case _:
                    raise ValueError("an answer must be [question, [options], complete]")
        return cls.of(replies)

    def to_plain(self) -> list[list[object]]:
        return [[slug, list(reply.options), reply.complete] for slug, reply in self.replies.items()]

    def items(self) -> Iterator[tuple[str, Reply]]:
        return iter(self.replies.items())

    def __len__(self) -> int:
        return len(self.replies)

    def __contains__(self, question: object) -> bool:
        return question in self.replies

    def reply(self, question: str) -> Reply | None:
        return self.replies.get(question)

    def has(self, question: str, option: str) -> bool:
        reply = self.replies.get(question)
        return reply is not None and option in reply.options

    def with_reply(self, question: str, options: Iterable[str], complete: bool = True) -> "Answers":
        """A copy with this reply; a question answered before keeps its place."""
        return Answers.of({**self.replies, question: Reply(tuple(options), complete)})

    def without(self, *questions: str) -> "Answers":
        return Answers.of({slug: reply for slug, reply in self.replies.items() if slug not in questions})

    def findings(self) -> tuple[Finding, ...]:
        return tuple([f"{slug}.{option}" for slug, reply in self.replies.items() for option in reply.options])
