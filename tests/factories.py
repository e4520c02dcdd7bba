"""Rows for tests, each valid by itself. Traits are named for what a row is like."""

import factory

from legsapp import models


class RowFactory(factory.django.DjangoModelFactory):
    class Meta:
        abstract = True
        django_get_or_create = ("slug",)

    slug = factory.Sequence(lambda number: f"row_{number}")


class SourceFactory(RowFactory):
    class Meta:
        model = models.Source

    slug = "judgement"
    title = "Clinical judgement"
    kind = "judgement"


class TopicFactory(RowFactory):
    class Meta:
        model = models.Topic

    slug = factory.Sequence(lambda number: f"topic_{number}")
    title = "What it feels like"
    section = "legs"
    position = factory.Sequence(lambda number: number + 1)
    core = True


class OptionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Option

    class Params:
        none_of_these = factory.Trait(slug="none", label="None of these", exclusive=True, base_rate=None)

    question = factory.SubFactory("tests.factories.QuestionFactory")
    slug = factory.Sequence(lambda number: f"option_{number}")
    label = "Cramp"
    base_rate = 0.3
    base_rate_source = factory.SubFactory(SourceFactory)


class QuestionFactory(RowFactory):
    class Meta:
        model = models.Question
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda number: f"question_{number}")
    topic = factory.SubFactory(TopicFactory)
    kind = "multi"
    text = "What does it feel like?"

    class Params:
        answerable = factory.Trait(
            one=factory.RelatedFactory(OptionFactory, "question"),
            none=factory.RelatedFactory(OptionFactory, "question", none_of_these=True),
        )


class CauseFactory(RowFactory):
    class Meta:
        model = models.Cause

    slug = factory.Sequence(lambda number: f"cause_{number}")
    name = "Muscle cramp"
    medical_name = "Idiopathic cramp"
    summary = "A muscle knots."
    electrolytes_text = "They may help after heavy sweat."
    see_sooner = "Ask {gp} if it comes every night."


class EvidenceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.EvidenceRow

    cause = factory.SubFactory(CauseFactory)
    finding = factory.SubFactory(OptionFactory)
    how_often = 0.8
    source = factory.SubFactory(SourceFactory)


class RedFlagFactory(RowFactory):
    class Meta:
        model = models.RedFlag

    class Params:
        emergency = factory.Trait(urgency="emergency", advice="Call {emergency} now.")

    slug = factory.Sequence(lambda number: f"rf_{number}")
    name = "One swollen calf"
    urgency = "same_day"
    condition = "swelling.one"
    advice = "Ring {urgent_line} today."


class AdviceTagFactory(RowFactory):
    class Meta:
        model = models.AdviceTag

    slug = factory.Sequence(lambda number: f"tag_{number}")
    name = "Eat more salt"


class CautionFactory(RowFactory):
    class Meta:
        model = models.Caution

    slug = factory.Sequence(lambda number: f"g_{number}")
    name = "Kidney disease"
    condition = "conditions.ckd"
    instead = "Ask {gp} first."


class ScenarioFactory(RowFactory):
    class Meta:
        model = models.Scenario

    class Params:
        must_be_caught = factory.Trait(kind="must_fire", urgency="emergency")

    slug = factory.Sequence(lambda number: f"story_{number}")
    story = "A runner with cramp."
    urgency = "self_care"
