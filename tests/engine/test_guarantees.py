"""The engine's guarantees, each for any answers whatever, on the content that ships."""

import math
import random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from legsapp.engine import interview
from legsapp.engine.answers import Answers, Reply, question_of
from legsapp.engine.assessment import assess
from legsapp.engine.causes import NAT
from legsapp.engine.conditions import Facts
from legsapp.engine.fluids import ELECTROLYTE_DRINKS
from legsapp.engine.gaps import Gaps
from legsapp.engine.knowledge import Question, Urgency, Verdict
from legsapp.engine.lint import DISCOUNTING
from legsapp.engine.model import Model
from legsapp.engine.triage import triage
from legsapp.publishing.walks import answer_all

from .walks import any_answers, walk

SLOW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


@SLOW
@given(data=st.data())
def test_reporting_one_more_finding_never_lowers_the_red_flag_level(model: Model, data: st.DataObject) -> None:
    answers = data.draw(any_answers(model))
    multis = [slug for slug, reply in answers.items() if model.questions[slug].kind == "multi" and reply.options]
    assume(multis)
    slug = data.draw(st.sampled_from(multis))
    options = [
        option.slug
        for option in model.questions[slug].options
        if not option.exclusive and f"{slug}.{option.slug}" not in DISCOUNTING
    ]
    assume(options)
    more = data.draw(st.sampled_from(options))
    reply = answers.reply(slug)
    assert reply is not None
    before = triage(model, Facts.of(answers)).urgency
    after = triage(model, Facts.of(answers.with_reply(slug, {*reply.options, more}, reply.complete))).urgency
    if before is not Urgency.OUT_OF_SCOPE:
        assert after.rank >= before.rank


@SLOW
@given(data=st.data())
def test_the_level_shown_is_never_below_that_of_any_red_flag_or_cause_that_fits_well_or_nearly(
    model: Model, data: st.DataObject
) -> None:
    result = assess(model, data.draw(any_answers(model)))
    assume(result.urgency is not Urgency.OUT_OF_SCOPE)
    assert all(result.urgency.at_least(item.flag.urgency) for item in result.flags)
    for item in result.shown:
        if item.fit == "strong" or (item.share >= 0.4 and item.score >= -693):  # 0.40, and odds of 1 to 2
            assert result.urgency.at_least(min(item.cause.urgency, Urgency.SAME_DAY, key=lambda level: level.rank))
    if result.urgency is Urgency.EMERGENCY:
        assert any(item.flag.urgency is Urgency.EMERGENCY for item in result.flags)


@pytest.mark.parametrize("seed", range(40))
def test_every_walk_ends_and_no_question_is_asked_twice(model: Model, seed: int) -> None:
    topics = [topic for topic, _ in walk(model, random.Random(seed), skip=0.1)]
    assert len(topics) == len(set(topics)) <= len(model.topics)


def test_walks_that_end_in_a_result_are_bounded_even_for_people_who_tick_much(model: Model) -> None:
    lengths = []
    for seed in range(200):
        *_, (_, answers) = walk(model, random.Random(1000 + seed), calm=1.0)
        if triage(model, Facts.of(interview.relevant(model, answers))).urgency is not Urgency.EMERGENCY:
            lengths.append(len(interview.pages(model, answers)))
    lengths.sort()
    assert lengths, "no walk ended without an emergency"
    assert lengths[-1] <= 26
    assert lengths[len(lengths) // 2] <= 20


@SLOW
@given(data=st.data())
def test_skipping_counts_as_unknown_and_never_as_no(model: Model, data: st.DataObject) -> None:
    answers = interview.relevant(model, data.draw(any_answers(model)))
    skippable = [slug for slug in model.questions if slug not in answers and model.questions[slug].skippable]
    assume(skippable)
    slug = data.draw(st.sampled_from(skippable))
    skipped = answers.with_reply(slug, (), complete=False)
    table = model.cause_table
    assert (table.scores(skipped) == table.scores(answers)).all()
    before = {item.flag.slug for item in triage(model, Facts.of(answers)).flags}
    assert before == {item.flag.slug for item in triage(model, Facts.of(skipped)).flags}


@SLOW
@given(data=st.data())
def test_what_skipping_hides_is_said_to_be_open(model: Model, data: st.DataObject) -> None:
    """Take an answer back by skipping its question: what it had brought about still holds or is named as open."""
    answers = interview.relevant(model, data.draw(any_answers(model)))
    skippable = [slug for slug, _ in answers.items() if model.questions[slug].skippable]
    assume(skippable)
    skipped = answers.with_reply(data.draw(st.sampled_from(skippable)), (), complete=False)
    told, open_now = assess(model, answers), assess(model, skipped)
    assume(Urgency.OUT_OF_SCOPE not in (told.urgency, open_now.urgency))
    gaps = open_now.gaps
    left = {item.flag for item in open_now.flags} | set(gaps.flags)
    missing = ({item.flag for item in told.flags} | set(told.gaps.flags)) - left
    assert all(open_now.urgency.at_least(flag.urgency) for flag in missing)
    assert all(item.flag in left or open_now.urgency.at_least(item.flag.urgency) for item in told.flags)
    assert (gaps.could_be or open_now.urgency).at_least(triage(model, told.facts).urgency)
    assert (gaps.known == "all") == (not gaps.flags) == (not gaps.questions)
    if told.guard.blocking(ELECTROLYTE_DRINKS) and open_now.fluids.rule.verdict is None:
        assert open_now.fluids.verdict not in (Verdict.YES, Verdict.MAYBE)


def test_who_skips_whatever_may_be_skipped_gets_no_verdict_and_who_skips_nothing_no_warning(model: Model) -> None:
    skipping, _ = answer_all(model, lambda question: _reply(question, skip=question.skippable))
    told, _ = answer_all(model, lambda question: _reply(question, skip=False))
    assert assess(model, skipping).gaps.known == "little"
    assert assess(model, skipping).gaps.could_be is Urgency.EMERGENCY
    assert assess(model, told).gaps == Gaps()


def _reply(question: Question, *, skip: bool) -> Reply:
    if skip:
        return Reply((), complete=False)
    return Reply((next((option.slug for option in question.options if option.exclusive), question.options[-1].slug),))


def test_only_the_emergency_screen_and_age_must_be_answered(model: Model) -> None:
    assert {slug for slug, question in model.questions.items() if not question.skippable} == {
        "emergency",
        "emergency2",
        "age",
    }


def test_an_asked_and_absent_hallmark_counts_against(model: Model) -> None:
    table = model.cause_table
    for at, weights in enumerate(table.weights):
        for name, how_often in weights.how_often.items():
            question = model.questions[question_of(name)]
            if how_often >= 0.9 and question.kind == "multi" and name in weights.absent:
                assert weights.absent[name] < 0, (table.causes[at].slug, name)


@SLOW
@given(data=st.data())
def test_the_reasons_are_the_numbers(model: Model, data: st.DataObject) -> None:
    """Lines sum to the score, and taking one question back moves the score by that question's lines."""
    answers = interview.relevant(model, data.draw(any_answers(model)))
    table = model.cause_table
    scores = table.scores(answers)
    for at, cause in enumerate(table.causes):
        assert sum(line.weight for line in table.lines(cause.slug, answers)) == int(scores[at])
    if len(answers):
        slug = data.draw(st.sampled_from([slug for slug, _ in answers.items()]))
        fewer = table.scores(answers.without(slug))
        for at, cause in enumerate(table.causes):
            if any(slug in group.questions for group in table.weights[at].groups):
                continue
            mine = sum(
                line.weight
                for line in table.lines(cause.slug, answers)
                if line.findings and question_of(line.findings[0]) == slug
            )
            assert int(scores[at]) - int(fewer[at]) == mine


def test_a_capped_group_is_one_line_within_its_caps(model: Model) -> None:
    table = model.cause_table
    for at, weights in enumerate(table.weights):
        cause = table.causes[at]
        for group, capped in zip(cause.groups, weights.groups, strict=True):
            everything = Answers.from_findings(group.findings)
            lines = [line for line in table.lines(cause.slug, everything) if line.kind == "group"]
            mine = [line for line in lines if set(line.findings) <= set(group.findings)]
            assert len(mine) <= 1
            assert all(capped.lowest <= line.weight <= capped.highest for line in mine)
            assert capped.highest == round(NAT * math.log(group.cap_for))


@SLOW
@given(data=st.data())
def test_nothing_that_a_caution_blocks_is_offered(model: Model, data: st.DataObject) -> None:
    result = assess(model, data.draw(any_answers(model)))
    blocked = set(result.blocked)
    everything = "all" in blocked
    for item in (*result.rule_out, *result.shown, *result.more):
        for line, shown in zip(item.cause.self_care, result.advice(item.cause.self_care), strict=False):
            assert not (shown.text == line.text and shown.blocked_by is None and blocked & set(line.tags))
    assert all(not blocked & set(food.tags) for food in result.foods.foods)
    for choice in result.relief:
        assert (choice.blocked_by is not None) == (everything or bool(blocked & set(choice.relief.tags)))
    for drink in result.fluids.drinks:
        assert (drink.blocked_by is not None) == (everything or bool(blocked & set(drink.drink.tags)))
    assert all(not blocked & set(modifier.tags) for modifier in result.fluids.modifiers)
    if everything:
        assert not result.foods.foods


@SLOW
@given(data=st.data())
def test_the_same_answers_give_the_same_result_in_any_order(model: Model, data: st.DataObject) -> None:
    answers = data.draw(any_answers(model))
    shuffled = data.draw(st.permutations(list(answers.items())))
    other = Answers.of(dict(shuffled))
    one, two = assess(model, answers), assess(Model(model.kb), other)
    assert one.urgency == two.urgency
    assert [item.flag.slug for item in one.flags] == [item.flag.slug for item in two.flags]
    assert [(item.cause.slug, item.score) for item in one.shown] == [
        (item.cause.slug, item.score) for item in two.shown
    ]
    assert [item.relief.slug for item in one.relief] == [item.relief.slug for item in two.relief]


def test_nothing_answered_names_no_cause(model: Model) -> None:
    result = assess(model, Answers.empty())
    assert result.unclear and not result.shown


@pytest.mark.parametrize("age", ["a18_39", "a70p"])
def test_age_and_absences_alone_name_no_cause(model: Model, age: str) -> None:
    answers = Answers.of({"age": Reply((age,), True)})
    assert assess(model, answers).unclear
    for slug, question in model.questions.items():
        if question.kind == "multi":
            answers = answers.with_reply(slug, [option.slug for option in question.options if option.exclusive][:1])
    assert assess(model, answers).unclear


@SLOW
@given(data=st.data())
def test_answers_survive_being_written_down(model: Model, data: st.DataObject) -> None:
    answers = data.draw(any_answers(model))
    assert Answers.from_plain(answers.to_plain()) == answers


@pytest.mark.parametrize("wrong", [None, 1, "x", [1], [["a"]], [["a", "b", True]], [["a", [1], True]], [["a", [], 1]]])
def test_answers_that_are_none_are_refused(wrong: object) -> None:
    with pytest.raises(ValueError, match="answer"):
        Answers.from_plain(wrong)


def test_an_option_of_another_release_stays_unknown(model: Model) -> None:
    answers = Answers.of({"feel": Reply(("cramp", "gone_in_this_release"), True), "no_such": Reply(("x",), True)})
    assert interview.unknown_slugs(model, answers)
    kept = interview.relevant(model, answers)
    assert kept.reply("feel") == Reply(("cramp",), False)
    assert "no_such" not in kept
