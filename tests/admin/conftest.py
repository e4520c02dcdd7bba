"""People with the roles that a migration makes."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client

ROLES = ("viewer", "editor", "publisher")


@pytest.fixture
def person(django_user_model):
    """``person("edi", "editor")``: a browser in which somebody with these roles is signed in."""

    def sign_in(name: str, *roles: str) -> Client:
        user = django_user_model.objects.create_user(name, is_staff=True)
        user.groups.set(Group.objects.filter(name__in=roles))
        client = Client()
        client.force_login(user)
        return client

    return sign_in
