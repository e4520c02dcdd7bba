"""SignInFailure: a failed sign-in, kept for as long as it slows down the next ones."""

from django.db import models


class SignInFailure(models.Model):
    who = models.CharField(max_length=64)  # a keyed digest of the name that was tried
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        indexes = [models.Index(fields=["who", "at"], name="failures_of_a_name")]

    def __str__(self) -> str:
        return self.who[:8]
