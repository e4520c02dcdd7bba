"""How editors keep the content. Everything here is the draft; Releases is where it goes live."""

from legsapp.admin import causes, nutrition, questionnaire, records, releases, safety, scenarios, texts, world

__all__ = ["causes", "nutrition", "questionnaire", "records", "releases", "safety", "scenarios", "texts", "world"]
