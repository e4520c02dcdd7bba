"""A django-formtools wizard whose choices are rows: the usual way to build a questionnaire with Django."""

STEPS, OPTIONS = 17, 12
