"""What a publisher should know before publishing: what stands in the way, what it does to people, what is new."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.conf import settings
from django.urls import reverse

from legsapp.admin.front import MOST_SHOWN, unpublished
from legsapp.engine.lint import Problem
from legsapp.publishing import releases
from legsapp.publishing.authorship import own_rows
from legsapp.publishing.concepts import BY_NAME
from legsapp.publishing.gate import examine
from legsapp.publishing.impact import impact
from legsapp.publishing.verdicts import Examination, Verdict

Item = TypeVar("Item", Problem, Verdict)


def prospect(by: str, examination: Examination | None = None) -> dict[str, Any]:
    """For the page of publishing; ``examination`` is of the draft, where it was examined already."""
    context = unpublished()
    draft, newest = context.pop("draft", None), context["newest"]
    if draft is None:
        return context
    examination = examination or examine(draft)
    before = Examination((), ())
    if newest is not None:
        live = releases.open_release(newest)
        before = examine(live)
        effects = impact(live, draft)
        own = () if settings.SOLO_PUBLISHER else own_rows(by, newest, live, draft)
        context |= {
            "impact": effects[:MOST_SHOWN],
            "impact_count": len(effects),
            "scenarios": len(draft.scenarios),
            "own": [_row(*key.split(".", 1)) for key in own],
            "is_unchanged": not context["change_count"],
        }
    return context | {
        "examination": examination,
        "errors": [_problem(item) for item in examination.errors],
        "missed": [_outcome(item) for item in examination.missed],
        "unexpected": _by_age(_unexpected(examination), _unexpected(before), _outcome),
        "warnings": _by_age(_warnings(examination), _warnings(before), _problem),
    }


def _unexpected(found: Examination) -> list[Verdict]:
    return [item for item in found.outcomes if item.faults and not item.missed]


def _warnings(found: Examination) -> list[Problem]:
    return [item for item in found.problems if item.severity != "error"]


def _by_age(items: list[Item], before: Iterable[Item], told: Callable[[Item], Any]) -> dict[str, list[Any]]:
    """What the draft brings, apart from what is live already."""
    known = [told(item) for item in before]
    found = [told(item) for item in items]
    return {"new": [item for item in found if item not in known], "old": [item for item in found if item in known]}


def _outcome(outcome: Verdict) -> dict[str, Any]:
    scenario = outcome.scenario
    return _row("scenarios", scenario.slug) | {"story": scenario.story, "faults": outcome.faults}


def _problem(problem: Problem) -> dict[str, Any]:
    concept, _, rest = problem.where.partition(".")
    slug, _, field = rest.partition(".")
    row = _row(concept, slug) if concept in BY_NAME and slug else {"key": problem.where, "address": ""}
    return row | {"field": field.replace("_", " "), "message": problem.message}


def _row(concept: str, slug: str) -> dict[str, Any]:
    return {
        "key": f"{concept}.{slug}",
        "slug": slug,
        "kind": str(BY_NAME[concept].model._meta.verbose_name),
        "address": reverse("admin:legsapp_row", args=[concept, slug]),
    }
