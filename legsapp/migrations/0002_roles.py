"""The three roles. A person may have more than one; what they do not have, no page lets them do."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

RECORDS = ("release", "change", "sitestate", "shipment", "signinfailure")
SEE = ("view_release", "preview_draft", "view_change", "view_sitestate")
PUBLISH = ("add_release", "add_sitestate")


def make_roles(apps, schema_editor):
    for config in apps.get_app_configs():  # permissions are otherwise made after the last migration
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0, using=schema_editor.connection.alias)
        config.models_module = None
    fill_roles(apps)


def fill_roles(apps):
    permissions = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="legsapp")
    content = permissions.exclude(content_type__model__in=RECORDS)
    see = content.filter(codename__startswith="view_") | permissions.filter(codename__in=SEE)
    roles = {
        "viewer": see,
        "editor": see | content | permissions.filter(codename="import_content"),
        "publisher": see | permissions.filter(codename__in=PUBLISH),
    }
    for name, allowed in roles.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.set(allowed)


class Migration(migrations.Migration):
    dependencies = [
        ("legsapp", "0001_content"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [migrations.RunPython(make_roles, migrations.RunPython.noop)]
