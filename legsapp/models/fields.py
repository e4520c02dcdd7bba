"""Columns of our own."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from legsapp.engine import parsing


def split_lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


class LinesInput(forms.CharField):
    """A text box with one item on each line."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> Any:
        return split_lines(value or "")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return tuple(initial or ()) != split_lines(data or "")


class LinesField(models.TextField):
    """A tuple of short texts, kept one on each line."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", tuple)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> tuple[str, ...]:
        return split_lines(value or "")

    def to_python(self, value: Any) -> tuple[str, ...]:
        if isinstance(value, str):
            return split_lines(value)
        return tuple(value or ())

    def get_prep_value(self, value: Any) -> str:
        return "\n".join(self.to_python(value))

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj))

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": LinesInput, **kwargs})


def validate_condition(text: str) -> None:
    """A sentence that says what is wrong and where, or nothing."""
    try:
        parsing.parse(text)
    except ValueError as error:
        raise ValidationError(f"This condition cannot be read: {error}") from error


class ConditionField(models.TextField):
    """Text in the small language of conditions."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if validate_condition not in self.validators:
            self.validators = [*self.validators, validate_condition]
