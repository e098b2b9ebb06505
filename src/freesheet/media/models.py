"""Custom image and document models, ours from the first migration; films and sounds."""

import hashlib
import os
from collections.abc import Callable
from io import BytesIO
from typing import Any, TypeVar

from babel import Locale, UnknownLocaleError
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.storage import Storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.fields import RichTextField
from wagtail.images.models import AbstractImage, AbstractRendition, Filter
from wagtail.images.models import Image as WagtailImage
from wagtail.search import index

from freesheet.lib.jpeg import without_metadata
from freesheet.lib.model_fields import WebAddressField
from freesheet.media.arrival.recordings import Arrived, arrived, captions_in
from freesheet.media.chapters import chapters_file, chapters_in
from freesheet.media.errors import UnfitRecording
from freesheet.media.transcripts import transcript_of


class NewsImage(AbstractImage):  # type: ignore[misc]  # Wagtail ships no types
    """A picture. Wagtail's ``description`` is the text for readers who cannot see it."""

    caption = models.CharField(_("caption"), max_length=500, blank=True)
    credit = models.CharField(
        _("credit"), max_length=255, blank=True, help_text=_("Who made it, as readers should see it.")
    )
    licence = models.CharField(_("licence"), max_length=255, blank=True)
    source_url = WebAddressField(
        _("source address"), max_length=2000, blank=True, help_text=_("Where the picture came from.")
    )

    admin_form_fields = (*WagtailImage.admin_form_fields, "caption", "credit", "licence", "source_url")
    search_fields = [
        *AbstractImage.search_fields,
        *(index.SearchField(name) for name in ("caption", "credit", "licence")),
        *(index.AutocompleteField(name) for name in ("caption", "credit")),
        index.FilterField("licence"),
    ]

    class Meta(AbstractImage.Meta):  # type: ignore[misc]
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def generate_rendition_file(self, filter: Filter, *, source: Any = None) -> Any:  # noqa: A002  # Wagtail's
        """The file of a size, without the place and the camera that the original may tell of."""
        made = super().generate_rendition_file(filter, source=source)
        with made:
            made.seek(0)
            return File(BytesIO(without_metadata(made.read())), name=made.name)

    def create_renditions(self, *filters: Filter) -> dict[Filter, Any]:
        """Sizes that were not there, as they are in the database afterwards.

        Two processes may make the same ones at once, and Wagtail lets each go on with its own files: the pages that
        they print would differ. So the files of whoever came second are deleted.
        """
        made: dict[Filter, Any] = super().create_renditions(*filters)
        kept = {
            (row.filter_spec, row.focal_point_key): row
            for row in NewsRendition.objects.filter(image=self, filter_spec__in=[each.spec for each in made])
        }
        for each, mine in made.items():
            theirs = kept.get((mine.filter_spec, mine.focal_point_key), mine)
            if theirs.file.name != mine.file.name:
                mine.file.storage.delete(mine.file.name)
            made[each] = theirs
        return made

    @property
    def default_alt_text(self) -> str:
        """The description alone: a file name is no help to anyone who listens."""
        return str(self.description)


class NewsRendition(AbstractRendition):  # type: ignore[misc]
    """A size and format of an image, made once."""

    image = models.ForeignKey(NewsImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="media_rendition_once")
        ]

    @classmethod
    def storage(cls) -> Storage:
        """Where the files lie."""
        kept: Storage = cls._meta.get_field("file").storage
        return kept


class FormerFile(models.Model):
    """The file of a size that the newsroom gave up. Pages printed before still name it: it is kept until it is due."""

    name = models.CharField(max_length=255, unique=True)
    picture = models.PositiveBigIntegerField(db_index=True)
    """The id of the picture, which may be gone."""
    due = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.name


class NewsDocument(AbstractDocument):  # type: ignore[misc]
    """A file that readers may take away: a court ruling, a data table."""

    source = models.CharField(_("source"), max_length=255, blank=True)

    admin_form_fields = (*WagtailDocument.admin_form_fields, "source")


Taken = TypeVar("Taken")
LONGEST_CHAPTERS = 20_000
WORDS = ["bold", "italic", "link", "ul", "ol"]


def known_language(tag: str) -> None:
    """That a language's tag is one that is known.

    Raises:
        ValidationError: it is not.
    """
    try:
        Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError) as problem:
        raise ValidationError(_("“%s” is no language’s tag, such as en, ur or zh-Hant.") % tag) from problem


def first_language() -> str:
    """The language of the paper's first edition."""
    return str(settings.LANGUAGE_CODE)


def _taken(field: str, take: Callable[[], Taken]) -> Taken:
    """What ``take`` gives; what it refuses a file for is said under the form's field."""
    try:
        return take()
    except UnfitRecording as problem:
        raise ValidationError({field: str(problem).splitlines()}) from problem


def is_new(file: Any) -> bool:
    """Whether a field's file is yet to be stored."""
    return not file._committed  # noqa: SLF001  # Django has no public way to say so


def _kept(before: Any, data: bytes, stem: str) -> Any:
    """The file with these bytes: the one of before where it is the same. Readers keep files by their names."""
    name = f"{stem}-{hashlib.sha1(data, usedforsecurity=False).hexdigest()[:12]}.vtt"
    same = before and not is_new(before) and os.path.basename(before.name) == name
    return before if same else SimpleUploadedFile(name, data, "text/vtt")


class SpokenLanguage(models.CharField):  # type: ignore[type-arg]  # Django's takes none while it runs
    """The tag of a language (BCP 47)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 20
        kwargs["validators"] = [known_language]
        super().__init__(*args, **kwargs)


class Recording(ClusterableModel):  # type: ignore[misc]  # Wagtail ships no types
    """A film or a sound. What it is, how long and how large is read from its file."""

    class Kind(models.TextChoices):
        FILM = "film", _("Film")
        SOUND = "sound", _("Sound")

    title = models.CharField(_("title"), max_length=255)
    file = models.FileField(
        _("file"),
        upload_to="recordings",
        max_length=255,
        help_text=_(
            "A film in MP4 or WebM, or a sound in MP3, M4A, Ogg or WAV. What it tells of place and maker goes."
        ),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, editable=False)
    media_type = models.CharField(max_length=40, editable=False)
    seconds = models.FloatField(_("length in seconds"), editable=False)
    width = models.PositiveIntegerField(default=0, editable=False)
    height = models.PositiveIntegerField(default=0, editable=False)
    file_size = models.PositiveBigIntegerField(default=0, editable=False)
    file_hash = models.CharField(max_length=40, db_index=True, editable=False)
    language = SpokenLanguage(
        _("language"), default=first_language, help_text=_("What is spoken in it, as a tag: en, ur, zh-Hant.")
    )
    poster = models.ForeignKey(
        NewsImage,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("poster"),
        help_text=_("What readers see of a film before they play it."),
    )
    caption = models.CharField(_("caption"), max_length=500, blank=True, help_text=_("What readers see under it."))
    credit = models.CharField(
        _("credit"), max_length=255, blank=True, help_text=_("Who made it, as readers should see it.")
    )
    licence = models.CharField(_("licence"), max_length=255, blank=True)
    source_url = WebAddressField(_("source address"), max_length=2000, blank=True)
    chapters = models.TextField(
        _("chapters"),
        blank=True,
        max_length=LONGEST_CHAPTERS,
        help_text=_("One to a line, the time first: 01:02 The second word."),
    )
    chapters_file = models.FileField(upload_to="captions", max_length=255, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    panels = [
        FieldPanel("title"),
        FieldPanel("file"),
        FieldRowPanel([FieldPanel("language"), FieldPanel("credit"), FieldPanel("licence")]),
        FieldPanel("poster"),
        FieldPanel("caption"),
        FieldPanel("source_url"),
        InlinePanel("captions", heading=_("Captions and subtitles"), label=_("Captions"), max_num=40),
        MultiFieldPanel([FieldPanel("chapters")], _("Chapters")),
        InlinePanel(
            "transcripts",
            heading=_("Transcripts"),
            label=_("Transcript"),
            max_num=40,
            help_text=_("A language that has captions and no transcript gets one of its captions."),
        ),
    ]

    class Meta:
        verbose_name = _("film or sound")
        verbose_name_plural = _("films and sounds")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.title} ({self.get_kind_display()}, {self.length})" if self.kind else self.title

    @property
    def length(self) -> str:
        """As players show it: 12:05, or 1:02:03."""
        minutes, seconds = divmod(round(self.seconds or 0), 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"

    def clean(self) -> None:
        """Read a new file, and set down what it is.

        Raises:
            ValidationError: the file or the list of chapters will not do.
        """
        super().clean()
        if self.file and is_new(self.file):
            self._take(_taken("file", lambda: arrived(self.file, settings.FREESHEET_MAX_RECORDING_BYTES)))
        self._set_chapters()

    def _take(self, made: Arrived) -> None:
        same = Recording.objects.filter(file_hash=made.digest).exclude(pk=self.pk).first()
        if same is not None:
            raise ValidationError({"file": _("This very file is in the library already: “%s”.") % same.title})
        facts = made.facts
        self.kind = Recording.Kind.FILM if facts.moves else Recording.Kind.SOUND
        self.media_type, self.seconds, self.width, self.height = (
            facts.media_type, facts.seconds, facts.width, facts.height,
        )  # fmt: skip
        self.file_size, self.file_hash, self.file.name = self.file.size, made.digest, made.name

    def _set_chapters(self) -> None:
        chapters, wrong = chapters_in(self.chapters, self.seconds or 0)
        if wrong:
            raise ValidationError({"chapters": wrong})
        data = chapters_file(chapters, self.seconds) if chapters else b""
        self.chapters_file = _kept(self.chapters_file, data, "chapters") if data else ""


class Captions(models.Model):
    """What is said in a film or a sound, or is to be seen in it, with times: a file of WebVTT in one language."""

    class Kind(models.TextChoices):
        CAPTIONS = "captions", _("Captions: what is said and heard, for who cannot hear it")
        SUBTITLES = "subtitles", _("Subtitles: what is said, in another language")
        DESCRIPTIONS = "descriptions", _("Descriptions: what is to be seen, for who cannot see it")

    recording = ParentalKey(Recording, on_delete=models.CASCADE, related_name="captions")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.CAPTIONS)
    language = SpokenLanguage(_("language"), default=first_language)
    file = models.FileField(_("file"), upload_to="captions", max_length=255, help_text=_("WebVTT (.vtt), in UTF-8."))
    words = models.TextField(editable=False, blank=True)
    """The same as HTML, for a transcript."""

    panels = [FieldRowPanel([FieldPanel("kind"), FieldPanel("language")]), FieldPanel("file")]

    class Meta:
        verbose_name = _("captions")
        verbose_name_plural = _("captions")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["recording", "kind", "language"], name="media_captions_once")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.language})"

    def clean(self) -> None:
        """Read a new file.

        Raises:
            ValidationError: it is not strictly WebVTT; a message for each line that is wrong.
        """
        super().clean()
        if self.file and is_new(self.file):
            track, data = _taken("file", lambda: captions_in(self.file))
            self.words = transcript_of(track.cues)
            self.file = _kept(self.file, data, f"{self.kind}-{self.language}"[:40])


class Transcript(models.Model):
    """What is said in a film or a sound, in one language, to be read."""

    recording = ParentalKey(Recording, on_delete=models.CASCADE, related_name="transcripts")
    language = SpokenLanguage(_("language"), default=first_language)
    text = RichTextField(_("text"), features=WORDS, max_length=400_000)

    panels = [FieldPanel("language"), FieldPanel("text")]

    class Meta:
        verbose_name = _("transcript")
        verbose_name_plural = _("transcripts")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["recording", "language"], name="media_transcript_once")]

    def __str__(self) -> str:
        return f"{self.recording} ({self.language})"
