"""Makes the wizard's database: python -m bench.wizard.prepare"""

import os

import django
from django.core.management import call_command

os.environ["DJANGO_SETTINGS_MODULE"] = "bench.wizard.settings"
django.setup()

from . import OPTIONS, STEPS  # noqa: E402  (needs Django ready)
from .models import Option, Question  # noqa: E402

call_command("migrate", run_syncdb=True, verbosity=0)
for number in range(1, STEPS + 1):
    question = Question.objects.create(id=number, text=f"Question {number}: what do your legs feel like?")
    for option in range(1, OPTIONS + 1):
        Option.objects.create(question=question, label=f"Answer {option}, in a few plain words")
