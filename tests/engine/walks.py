"""Ways to answer, for the property tests: any answers at all, and whole walks."""

import random
from collections.abc import Iterator

from hypothesis import strategies as st

from legsapp.engine import interview
from legsapp.engine.answers import Answers, Reply
from legsapp.engine.knowledge import Question
from legsapp.engine.model import Model


def replies(question: Question) -> st.SearchStrategy[Reply]:
    """Any reply that the form would accept, skipping included where it is allowed."""
    exclusive = [option.slug for option in question.options if option.exclusive]
    others = [option.slug for option in question.options if not option.exclusive]
    if question.kind == "single":
        complete = st.sampled_from(others).map(lambda slug: Reply((slug,), True))
        skipped = st.just(Reply((), False))
    else:
        some = st.lists(st.sampled_from(others), min_size=1, max_size=5, unique=True).map(tuple)
        complete = st.one_of(some, st.sampled_from([(slug,) for slug in exclusive])).map(
            lambda ticked: Reply(ticked, True)
        )
        skipped = st.one_of(st.just(()), some).map(lambda ticked: Reply(ticked, False))
    return st.one_of(complete, skipped) if question.skippable else complete


@st.composite
def any_answers(draw: st.DrawFn, model: Model) -> Answers:
    """Replies to any set of questions in any order, whether or not they were due."""
    slugs = draw(st.lists(st.sampled_from(sorted(model.questions)), max_size=len(model.questions), unique=True))
    return Answers.of({slug: draw(replies(model.questions[slug])) for slug in slugs})


def random_reply(question: Question, rng: random.Random, *, calm: float) -> Reply:
    """One reply by chance; with the probability ``calm`` an emergency question is answered "none of these"."""
    exclusive = [option.slug for option in question.options if option.exclusive]
    others = [option.slug for option in question.options if not option.exclusive]
    if question.kind == "single":
        return Reply((rng.choice(others),), True)
    if question.slug.startswith("emergency") and rng.random() < calm:
        return Reply((exclusive[0],), True)
    if rng.random() < 0.4 and exclusive:
        return Reply((rng.choice(exclusive),), True)
    return Reply(tuple(rng.sample(others, rng.randint(1, min(3, len(others))))), True)


def walk(model: Model, rng: random.Random, *, calm: float = 0.95, skip: float = 0.0) -> Iterator[tuple[str, Answers]]:
    """A whole walk: (topic, answers after it) for each page until the result."""
    answers = Answers.empty()
    while (page := interview.Interview(model, answers).next_page) is not None:
        for question in page.questions:
            if question.slug in answers:
                continue
            if question.skippable and rng.random() < skip:
                answers = answers.with_reply(question.slug, (), complete=False)
                continue
            reply = random_reply(question, rng, calm=calm)
            if question.slug == "age" and reply.options == ("u18",):
                reply = Reply(("a40_49",), True)
            answers = answers.with_reply(question.slug, reply.options, reply.complete)
        yield page.topic.slug, answers
