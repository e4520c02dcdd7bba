"""Trying the draft out: where a preview begins, and keeping its answers as a scenario."""

import re
from dataclasses import dataclass
from typing import Literal

from legsapp.engine.answers import Answers
from legsapp.engine.assessment import Assessment
from legsapp.engine.interview import Interview
from legsapp.engine.knowledge import Scenario as Story
from legsapp.engine.model import Model
from legsapp.models import AdviceTag, Cause, RedFlag, Scenario
from legsapp.models.base import Row
from legsapp.publishing import history
from legsapp.publishing.walks import walk


@dataclass(frozen=True, slots=True)
class Start:
    """The answers that a preview begins with, and the page that it begins on."""

    answers: Answers
    page: Literal["start", "question", "results", "cause"]
    argument: int | str | None = None


def start_at(model: Model, concept: str, slug: str) -> Start:
    """A preview from a scenario, a question or a cause; from the beginning where there is no way there."""
    stories = model.kb.scenarios
    if concept == "scenarios":
        found = next((story for story in stories if story.slug == slug), None)
        return Start(_answers(model, found), "results") if found else Start(Answers.empty(), "start")
    if concept == "questions" and slug in model.questions:
        return _at_question(model, slug)
    if concept == "causes" and slug in model.causes:
        found = next((story for story in stories if slug in story.causes), None)
        return Start(_answers(model, found), "results") if found else Start(Answers.empty(), "cause", slug)
    return Start(Answers.empty(), "start")


def _answers(model: Model, story: Story) -> Answers:
    return walk(model, story).assessment.answers


def _at_question(model: Model, slug: str) -> Start:
    """Answers of a story that is asked this question, up to its page."""
    topic = model.questions[slug].topic
    told = [story for story in model.kb.scenarios if any(name.startswith(f"{slug}.") for name in story.findings)]
    for story in told[:5]:
        answers = _answers(model, story)
        pages = Interview(model, answers).pages
        number = next((page.number for page in pages if page.topic.slug == topic), None)
        if number is None:
            continue
        later = [question.slug for page in pages[number - 1 :] for question in page.questions]
        kept = answers.without(*later)
        following = Interview(model, kept).next_page
        if following is not None and following.topic.slug == topic:
            return Start(kept, "question", following.number)
        return Start(answers, "question", number)
    return Start(Answers.empty(), "question", 1)


def keep_as_scenario(by: str, story: str, answers: Answers, found: Assessment) -> Scenario:
    """What was answered in the preview, and what came of it, as a scenario of the draft."""
    slug = _free_slug(story)
    findings: list[str] = []
    for question, reply in answers.items():
        findings += [f"{question}.{option}" for option in reply.options] or [question]
    with history.recording(by, "Saved from the preview"):
        scenario = Scenario(
            slug=slug,
            story=story,
            kind="editor",
            findings="\n".join(findings),
            urgency=found.urgency.value,
            drink=found.fluids.rule.recommendation,
        )
        scenario.save()
        leading = (*found.rule_out, *found.shown)[:1]
        scenario.causes.set(_numbers(Cause, [item.cause.slug for item in leading]))
        scenario.flags.set(_numbers(RedFlag, [item.flag.slug for item in found.flags]))
        scenario.blocked.set(_numbers(AdviceTag, list(found.blocked)))
    return scenario


def _numbers(model: type[Row], slugs: list[str]) -> list[int]:
    return list(model.objects.filter(slug__in=slugs).values_list("pk", flat=True))


def _free_slug(story: str) -> str:
    words = re.sub(r"[^a-z0-9]+", "_", story.lower()).strip("_")[:40].strip("_")
    base = f"ed_{words or 'story'}"
    taken = set(Scenario.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(name for name in (base, *(f"{base}_{n}" for n in range(2, len(taken) + 3))) if name not in taken)
