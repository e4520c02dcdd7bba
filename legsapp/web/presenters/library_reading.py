"""What may ease it, what people say, questions, words and sources: the pages that are read from top to bottom."""

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from legsapp.engine.knowledge import ClaimCheck, Faq, GlossaryTerm, Grade, Relief

from .library import CauseLink, Library, is_overdue
from .library_drinks import COLUMNS, Compared, compared
from .library_meta import Meta
from .library_words import CLAIM_HEADINGS, CLAIM_WORDS, RELIEF_ORDER, SOURCE_KINDS
from .marks import Bibliography, GradeMark, Reference
from .words import RELIEF_KINDS, Text

_GRADES = tuple(Grade)


@dataclass(frozen=True, slots=True)
class ReliefView:
    relief: Relief
    how: str
    helps: str
    evidence: str
    who_must_not: str
    causes: tuple[CauseLink, ...]
    references: tuple[Reference, ...]

    @property
    def slug(self) -> str:
        return self.relief.slug

    @property
    def name(self) -> str:
        return self.relief.name

    @property
    def grade(self) -> GradeMark:
        return GradeMark(self.relief.grade)


class ReliefPage:
    def __init__(self, library: Library) -> None:
        self.library = library
        self.books = library.bibliography()

    @property
    def meta(self) -> Meta:
        return Meta(
            _("What may ease it"),
            _(
                "Stretching, stockings, warmth, food, tablets and more: how to do each, how sure the proof is, and who "
                "must not."
            ),
            reverse("relief"),
        )

    @property
    def count(self) -> int:
        return len(self.library.relief)

    @cached_property
    def kinds(self) -> tuple[tuple[str, Text, tuple[ReliefView, ...]], ...]:
        """By kind, best proof first."""
        found = []
        for kind in RELIEF_ORDER:
            rows = sorted(
                (row for row in self.library.relief.values() if row.kind == kind),
                key=lambda row: (_GRADES.index(row.grade), row.name.casefold()),
            )
            if rows:
                found.append((kind, RELIEF_KINDS[kind], tuple(self._view(row) for row in rows)))
        return tuple(found)

    @property
    def columns(self) -> tuple[Text, ...]:
        return COLUMNS["treatments"]

    @cached_property
    def table(self) -> tuple[Compared, ...]:
        return compared(self.library, "treatments", self.books)

    @property
    def sources(self) -> Bibliography:
        return self.books

    def _view(self, row: Relief) -> ReliefView:
        fill, causes = self.library.fill, self.library.model.causes
        return ReliefView(
            row,
            fill(row.how),
            fill(row.helps),
            fill(row.evidence),
            fill(row.who_must_not),
            tuple(self.library.cause_link(causes[slug]) for slug in row.causes if slug in causes),
            self.books.cite(row.sources),
        )


@dataclass(frozen=True, slots=True)
class ClaimView:
    claim: ClaimCheck
    said: str
    found: str
    references: tuple[Reference, ...]

    @property
    def slug(self) -> str:
        return self.claim.slug

    @property
    def verdict(self) -> str:
        return self.claim.verdict

    @property
    def verdict_words(self) -> Text:
        return CLAIM_WORDS[self.claim.verdict]

    @property
    def grade(self) -> GradeMark:
        return GradeMark(self.claim.grade)

    @property
    def overdue(self) -> bool:
        return is_overdue(self.claim.review_by)


class ClaimsPage:
    def __init__(self, library: Library) -> None:
        self.library = library
        self.books = library.bibliography()

    @property
    def meta(self) -> Meta:
        return Meta(
            _("What people say, and what was found"),
            _(
                "Magnesium for cramps, sipping all day, potassium for heavy legs: everyday sayings about legs and "
                "electrolytes, held against trials."
            ),
            reverse("claims"),
            reviewed_on=max((row.reviewed_on for row in self.library.model.kb.claims), default=""),
        )

    @property
    def count(self) -> int:
        return len(self.library.model.kb.claims)

    @cached_property
    def verdicts(self) -> tuple[tuple[str, Text, Text, tuple[ClaimView, ...]], ...]:
        rows = sorted(self.library.model.kb.claims, key=lambda row: row.position)
        return tuple(
            (verdict, name, text, views)
            for verdict, (name, text) in CLAIM_HEADINGS.items()
            if (views := tuple(self._view(row) for row in rows if row.verdict == verdict))
        )

    @property
    def shares(self) -> tuple[tuple[str, Text, int, float, float], ...]:
        """Verdict, words, how many, where its part of a bar of 100 begins, and how long it is."""
        found, start = [], 0.0
        for verdict, name, _text, views in self.verdicts:
            length = round(100 * len(views) / self.count, 2)
            found.append((verdict, name, len(views), round(start, 2), length))
            start += length
        return tuple(found)

    @property
    def sources(self) -> Bibliography:
        return self.books

    def _view(self, row: ClaimCheck) -> ClaimView:
        fill = self.library.fill
        return ClaimView(row, fill(row.claim), fill(row.finding), self.books.cite(row.sources))


@dataclass(frozen=True, slots=True)
class FaqView:
    faq: Faq
    question: str
    answer: str
    references: tuple[Reference, ...]

    @property
    def slug(self) -> str:
        return self.faq.slug


class FaqPage:
    def __init__(self, library: Library) -> None:
        self.library = library
        self.books = library.bibliography()

    @property
    def meta(self) -> Meta:
        return Meta(
            _("Questions people ask"),
            _("Short answers on achy and heavy legs, cramps, electrolytes, and how this check works."),
            reverse("faq"),
            faqs=tuple((row.question, " ".join(row.answer.split())) for row in self.rows),
        )

    @cached_property
    def rows(self) -> tuple[FaqView, ...]:
        fill = self.library.fill
        return tuple(
            FaqView(row, fill(row.question), fill(row.answer), self.books.cite(row.sources))
            for row in sorted(self.library.model.kb.faqs, key=lambda row: row.position)
        )

    @property
    def sources(self) -> Bibliography:
        return self.books


@dataclass(frozen=True, slots=True)
class TermView:
    term: GlossaryTerm
    meaning: str

    @property
    def also(self) -> str:
        return ", ".join(self.term.also)


class GlossaryPage:
    def __init__(self, library: Library) -> None:
        self.library = library

    @property
    def meta(self) -> Meta:
        return Meta(
            _("Words explained"),
            _("Tests, medicines and illnesses of the legs, each in a sentence or two of plain words."),
            reverse("glossary"),
        )

    @property
    def count(self) -> int:
        return len(self.library.model.kb.glossary)

    @cached_property
    def letters(self) -> tuple[tuple[str, tuple[TermView, ...]], ...]:
        found: dict[str, list[TermView]] = {}
        for row in sorted(self.library.model.kb.glossary, key=lambda row: row.term.casefold()):
            letter = row.term[:1].upper()
            found.setdefault(letter if letter.isalpha() else "0", []).append(
                TermView(row, self.library.fill(row.meaning))
            )
        return tuple((letter, tuple(terms)) for letter, terms in found.items())


class SourcesPage:
    shows_checked = True

    def __init__(self, library: Library) -> None:
        self.library = library

    @property
    def meta(self) -> Meta:
        return Meta(
            _("Where it comes from"),
            _("Every guideline, review, study and public body that this site rests on."),
            reverse("sources"),
        )

    @property
    def count(self) -> int:
        return len(self.library.model.kb.sources)

    @cached_property
    def kinds(self) -> tuple[tuple[str, Text, Text, tuple[Reference, ...]], ...]:
        rows = sorted(self.library.model.kb.sources, key=lambda row: (row.authors or row.title).casefold())
        return tuple(
            (kind, name, text, views)
            for kind, (name, text) in SOURCE_KINDS.items()
            if (views := tuple(Reference(0, row) for row in rows if row.kind == kind))
        )
