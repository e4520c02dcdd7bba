"""What search engines and link previews read: title, description, address, breadcrumbs and JSON-LD."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from .words import Text

MOST_DESCRIPTION = 155
CARD = "img/card.png"
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def shortened(text: str, most: int = MOST_DESCRIPTION) -> str:
    """At most this many characters, cut at the end of a sentence or a word."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    cut = text[: most + 1]
    end = cut.rfind(". ")
    return cut[: end + 1] if end > most // 2 else f"{cut[: cut.rfind(' ')].rstrip(',;:')} …"


@dataclass(frozen=True, slots=True)
class Crumb:
    name: Text
    url: str


@dataclass(frozen=True, slots=True)
class Meta:
    """``about``: the medical names of what the page is about; ``faqs``: question and answer pairs."""

    title: Text
    description: str
    path: str
    crumbs: tuple[Crumb, ...] = ()
    reviewed_on: str = ""
    about: tuple[str, ...] = ()
    faqs: tuple[tuple[str, str], ...] = ()
    medical: bool = True
    index: bool = True

    @property
    def summary(self) -> str:
        return shortened(self.description)


class Head:
    """The Meta of a page on the host that serves it."""

    def __init__(self, meta: Meta, base: str) -> None:
        self.meta, self.base = meta, base.rstrip("/")

    @property
    def canonical(self) -> str:
        return f"{self.base}{self.meta.path}"

    @property
    def card(self) -> str:
        return f"{self.base}{static(CARD)}"

    def json_ld(self) -> SafeString:
        """One script element of data; nothing in it can end the element early."""
        graph = list(self._graph())
        text = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False, default=str)
        return format_html(
            '<script type="application/ld+json">{}</script>',
            mark_safe(text.translate(_ESCAPES)),  # noqa: S308
        )

    def _graph(self) -> Iterable[Mapping[str, object]]:
        meta, site = self.meta, getattr(settings, "SITE_NAME", "Leg Check")
        page: dict[str, object] = {
            "@type": "MedicalWebPage" if meta.medical else "WebPage",
            "@id": self.canonical,
            "url": self.canonical,
            "name": str(meta.title),
            "description": meta.summary,
            "inLanguage": settings.LANGUAGE_CODE,
            "isPartOf": {"@type": "WebSite", "name": site, "url": f"{self.base}/"},
        }
        if meta.reviewed_on:
            page["lastReviewed"] = meta.reviewed_on
        if meta.about:
            page["about"] = [{"@type": "MedicalEntity", "name": name} for name in meta.about]
        yield page
        if meta.faqs:
            yield {
                "@type": "FAQPage",
                "@id": f"{self.canonical}#questions",
                "mainEntity": [
                    {"@type": "Question", "name": asked, "acceptedAnswer": {"@type": "Answer", "text": answer}}
                    for asked, answer in meta.faqs
                ],
            }
        if meta.crumbs:
            trail = (*meta.crumbs, Crumb(meta.title, meta.path))
            yield {
                "@type": "BreadcrumbList",
                "itemListElement": [
                    {"@type": "ListItem", "position": at, "name": str(crumb.name), "item": f"{self.base}{crumb.url}"}
                    for at, crumb in enumerate(trail, 1)
                ],
            }
