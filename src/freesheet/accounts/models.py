"""The person who logs in. Ours from the first migration, so that it can grow."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A member of staff. What they may do is set by Wagtail's groups."""
