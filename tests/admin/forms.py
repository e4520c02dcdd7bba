"""Filling in the admin's forms as a browser would."""

from django.urls import reverse


def address(model, page: str, *args: object) -> str:
    return reverse(f"admin:legsapp_{model._meta.model_name}_{page}", args=args)


def posted(form) -> dict[str, object]:
    """What a browser sends back for a form as it was shown."""
    data: dict[str, object] = {}
    for field in form:
        value = field.value()
        if isinstance(value, list | tuple):
            data[field.html_name] = [getattr(item, "pk", item) for item in value]
        elif value is not None and value is not False:
            data[field.html_name] = getattr(value, "pk", value)
    return data


def as_shown(client, path: str) -> dict[str, object]:
    """Everything on a page of a row, its parts included."""
    context = client.get(path).context
    data = posted(context["adminform"].form)
    for formset in context["inline_admin_formsets"]:
        for part in (formset.formset.management_form, *formset.formset.forms):
            data |= posted(part)
    return data


def change(client, row, **fields: object):
    """Open a row, change some fields, save."""
    path = address(type(row), "change", row.pk)
    return client.post(path, as_shown(client, path) | fields)
