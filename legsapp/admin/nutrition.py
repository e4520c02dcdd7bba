"""Electrolytes, foods, drinks, and the rules for drinking."""

from django.contrib import admin

from legsapp.admin.base import RowAdmin, record, sources, wording
from legsapp.models import Drink, DrinkModifier, DrinkRule, Electrolyte, Food


@admin.register(Electrolyte)
class ElectrolyteAdmin(RowAdmin):
    list_display = ("name", "symbol", "grade", "daily_value_mg")
    search_fields = ("slug", "name", "symbol")
    autocomplete_fields = ("sources",)
    fieldsets = (
        wording("slug", "name", "symbol", "role", "blood", "low", "high"),
        ("How much", {"fields": ("intake", "upper", "daily_value_mg", "sweat")}),
        ("How sure", {"fields": ("best_evidence", "grade")}),
        sources(),
        record(),
    )


@admin.register(Food)
class FoodAdmin(RowAdmin):
    list_display = ("name", "group", "serving", "potassium_mg", "magnesium_mg", "sodium_mg", "calcium_mg")
    list_filter = ("group", "tags")
    search_fields = ("slug", "name", "group", "fdc_id")
    autocomplete_fields = ("tags", "source")
    fieldsets = (
        (None, {"fields": ("slug", "name", "group", "serving", "serving_g")}),
        (
            "In one serving",
            {"fields": ("potassium_mg", "magnesium_mg", "sodium_mg", "calcium_mg", "sugars_g", "energy_kcal")},
        ),
        ("Whom it suits", {"fields": ("diet", "contains", "may_contain", "tags", "notes")}),
        ("Where it comes from", {"fields": ("fdc_id", "source")}),
        record(),
    )


@admin.register(Drink)
class DrinkAdmin(RowAdmin):
    list_display = ("name", "category", "sodium_mmol", "potassium_mmol", "sugars_g")
    list_filter = ("category", "tags")
    search_fields = ("slug", "name", "category", "fdc_id")
    autocomplete_fields = ("tags", "source")
    fieldsets = (
        (None, {"fields": ("slug", "name", "category", "best_for", "caution")}),
        (
            "In one litre",
            {
                "fields": (
                    ("sodium_mmol", "sodium_mg"),
                    ("potassium_mmol", "potassium_mg"),
                    ("magnesium_mg", "calcium_mg"),
                    ("sugars_g", "carbohydrate_g"),
                    ("energy_kcal", "alcohol_g"),
                    "osmolality",
                )
            },
        ),
        ("Whom it suits", {"fields": ("diet", "contains", "tags")}),
        ("Where it comes from", {"fields": ("basis", "fdc_id", "source")}),
        record(),
    )


@admin.register(DrinkRule)
class DrinkRuleAdmin(RowAdmin):
    list_display = ("position", "title", "recommendation", "verdict", "condition")
    list_display_links = ("title",)
    list_filter = ("verdict", "grade")
    search_fields = ("slug", "title", "recommendation", "condition")
    autocomplete_fields = ("tags", "drinks", "sources")
    fieldsets = (
        ("When it holds", {"fields": ("slug", "position", "condition")}),
        ("What it recommends", {"fields": ("recommendation", "verdict", "grade", "drinks", "tags")}),
        wording("title", "text", "reason"),
        sources(),
        record(),
    )


@admin.register(DrinkModifier)
class DrinkModifierAdmin(RowAdmin):
    list_display = ("slug", "condition", "text")
    search_fields = ("slug", "condition", "text")
    autocomplete_fields = ("tags", "sources")
    fieldsets = (
        ("When it holds", {"fields": ("slug", "condition", "applies_to")}),
        wording("text", "tags"),
        sources(),
        record(),
    )
