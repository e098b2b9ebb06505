"""A frame of a film as its poster: the editor's browser takes it and sends it with the form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.models import Collection
from wagtail.permissions import policy_registry

from freesheet.media.errors import UnfitPicture
from freesheet.media.models import NewsImage, Recording
from freesheet.media.posters import made_poster

FRAME = "frame"


def collection_for(user: Any) -> Collection | None:
    """Where somebody may put pictures: the first of their collections, or none."""
    policy = policy_registry.get_by_type(NewsImage)
    found: Collection | None = policy.collections_user_has_permission_for(user, "add").order_by("path").first()
    return found


class FrameInput(forms.FileInput):
    """A file that nobody chooses: the page's script puts the frame into it, and shows it."""

    template_name = "newsroom/frame.html"
    film = ""
    """The address of a film that is in the library already."""

    def id_for_label(self, id_: str, index: Any = None) -> str:
        """None: the label would open a dialog for files."""
        return ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["film"] = self.film
        return context


class FilmForm(WagtailAdminModelForm):  # type: ignore[misc]  # Wagtail ships no types
    """A recording with a frame for its poster. Who may add no picture is not asked for one.

    A frame that cannot be taken never keeps the film out: ``no_poster`` says then why it has none.
    """

    frame = forms.FileField(
        label=_("Picture from the film"),
        required=False,
        allow_empty_file=True,
        widget=FrameInput,
        help_text=_("Your browser takes it when you choose a film. It becomes the poster where no other is chosen."),
    )
    no_poster = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.collection = collection_for(self.for_user) if self.for_user else None
        if self.collection is None:
            del self.fields[FRAME]
        elif self.instance.pk and self.instance.kind == Recording.Kind.FILM:
            self.fields[FRAME].widget.film = self.instance.file.url

    def save(self, commit: bool = True) -> Any:
        """Keep it, with the frame as its poster if it is a film and has none."""
        film, frame = self.instance, self.cleaned_data.get(FRAME)
        if frame is not None and film.kind == Recording.Kind.FILM and film.poster is None:
            try:
                film.poster = made_poster(film, frame, self.for_user, self.collection)
            except UnfitPicture as problem:
                self.no_poster = str(problem)
        return super().save(commit=commit)


def say_why(request: Any, form: Any) -> None:
    """Tell whoever brought a film why it has no poster, if the frame was refused."""
    if form.no_poster:
        told = _("“%(film)s” is kept without a poster. The picture from it could not be taken: %(why)s")
        messages.warning(request, told % {"film": form.instance.title, "why": form.no_poster})
