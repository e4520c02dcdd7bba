"""One step a question: checkboxes from the database."""

from django import forms
from django.http import HttpResponse
from django.urls import path
from formtools.wizard.views import SessionWizardView

from . import STEPS
from .models import Option


def step(number: int) -> type[forms.Form]:
    """The form of one question; its choices are asked of the database, as a ModelForm's are."""

    def __init__(self: forms.Form, *args: object, **kwargs: object) -> None:
        super(made, self).__init__(*args, **kwargs)
        self.fields["options"].queryset = Option.objects.filter(question_id=number).order_by("id")  # type: ignore[attr-defined]

    field = forms.ModelMultipleChoiceField(Option.objects.none(), widget=forms.CheckboxSelectMultiple)
    made = type(f"Step{number}", (forms.Form,), {"options": field, "__init__": __init__})
    return made


class Wizard(SessionWizardView):
    form_list = [step(number) for number in range(1, STEPS + 1)]  # noqa: RUF012
    template_name = "wizard.html"

    def done(self, form_list: object, **kwargs: object) -> HttpResponse:
        return HttpResponse("done")


urlpatterns = [path("", Wizard.as_view())]
