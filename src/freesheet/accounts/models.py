"""The person who logs in, and what they are at the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AbstractUser, Group
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Task, TaskState
from wagtail.permissions import policy_registry

from freesheet.accounts.roles import NAMES

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class User(AbstractUser):
    """A member of staff. What they may do is set by their roles, which are groups of Wagtail's."""

    class Meta(AbstractUser.Meta):
        permissions = [("see_money", _("Can see money"))]

    def __str__(self) -> str:
        return self.get_full_name() or self.username


class RoleGroup(models.Model):
    """A role for the whole paper or in one part of it, and the group that has its rights."""

    role = models.CharField(max_length=20)
    page = models.ForeignKey(Page, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    """A section, or an edition's front page: the role holds there and below. None is the whole paper."""
    group = models.OneToOneField(Group, on_delete=models.CASCADE, related_name="role")

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["role", "page"], name="accounts_role_once_in_a_part"),
            models.UniqueConstraint(fields=["role"], condition=Q(page=None), name="accounts_role_once_in_the_paper"),
        ]

    def __str__(self) -> str:
        name = gettext(NAMES[self.role])
        return f"{name}: {self.page.title}" if self.page else name


class Step(Task):  # type: ignore[misc]  # Wagtail ships no types
    """A step of a workflow: who may go on and who may send back is said by what they may do with the page."""

    approving: tuple[str, ...] = ("publish",)
    sending_back: tuple[str, ...] = ("publish", "lock")

    class Meta:
        abstract = True

    def _may(self, obj: Any, user: Any, *actions: str) -> bool:
        return bool(policy_registry.get(obj).user_has_any_permission_for_instance(user, actions, obj))

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        return False

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        return not self._may(obj, user, *self.sending_back)

    def user_can_lock(self, obj: Any, user: Any) -> bool:
        return self._may(obj, user, "lock")

    def user_can_unlock(self, obj: Any, user: Any) -> bool:
        return self._may(obj, user, "unlock")

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, StrOrPromise, bool]]:
        found: list[tuple[str, StrOrPromise, bool]] = []
        if self._may(obj, user, *self.sending_back):
            found.append(("reject", _("Request changes"), True))
        if self._may(obj, user, *self.approving):
            found += [("approve", _("Approve"), False), ("approve", _("Approve with comment"), True)]
        return found

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> QuerySet[Any]:
        waiting = self.task_states.filter(status=TaskState.STATUS_IN_PROGRESS)
        rights = {*self.approving, *self.sending_back}
        pages = policy_registry.get_by_type(Page).instances_user_has_any_permission_for(user, rights)
        named = waiting.values_list("workflow_state__object_id", flat=True)
        theirs = pages.filter(pk__in=[int(pk) for pk in named if pk.isdecimal()]).values_list("pk", flat=True)
        found: QuerySet[Any] = waiting.filter(workflow_state__object_id__in=[str(pk) for pk in theirs])
        return found


class Approval(Step):
    """A step of a workflow: whoever may publish a page may approve it, and who may lock it may send it back."""

    class Meta:
        verbose_name = _("approval by whoever may publish the page")
        verbose_name_plural = _("approvals by whoever may publish the page")

    @classmethod
    def get_description(cls) -> StrOrPromise:
        return _("Whoever may publish the page may approve it")


class FactCheck(Step):
    """A step of a workflow: whoever may lock a page may say that its facts hold, or send it back."""

    approving = ("publish", "lock")

    class Meta:
        verbose_name = _("fact check by whoever may lock the page")
        verbose_name_plural = _("fact checks by whoever may lock the page")

    @classmethod
    def get_description(cls) -> StrOrPromise:
        return _("Fact checkers, and whoever may publish the page, may approve it")


class Invitation(models.Model):
    """A way in for one person, once and for a week. What opens it is not kept, only its digest."""

    digest = models.CharField(max_length=64, unique=True)
    email = models.EmailField(_("e-mail address"))
    roles = models.JSONField(default=list)
    """Pairs: a role, and the key of the page where it holds or None."""
    invited_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    expires_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return self.email


class Try(models.Model):
    """What the door remembers for some minutes. Django's own cache reads and writes it, and names the columns."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return self.cache_key


class Entry(models.Model):
    """A line of the record: who did what to whom. The database refuses to change or delete one."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    who = models.CharField(max_length=150, db_index=True)
    what = models.CharField(max_length=40)
    whom = models.CharField(max_length=254, blank=True)
    more = models.CharField(max_length=500, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.who}: {self.what} {self.whom} {self.more}".strip()
