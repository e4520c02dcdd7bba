"""Speed, side by side with a bare Django page and a django-formtools wizard: python -m bench (make bench)."""
