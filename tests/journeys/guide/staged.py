"""Run by ``freesheet manage … shell`` in a copy of the demonstration newspaper, by the guide's clock.

What the demonstration plans is planned anew, and its gifts are given anew, for both are counted from the day on which
it is made; and a little is added that needs two people. Prints what the pictures have to find: the numbers of pages,
pictures and so on.
"""

import json
from datetime import timedelta

from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Revision

from freesheet.accounts.models import User
from freesheet.articles.actions import pin
from freesheet.articles.models import ArticlePage
from freesheet.contributions.models import Charge
from freesheet.editions.models import FrontLayout
from freesheet.importers.demo import planned
from freesheet.importers.demo.gifts.actions import give_to_demonstration
from freesheet.media.models import Recording
from freesheet.planning.models import Assignment
from freesheet.press.models import PrintedSheet
from freesheet.together.actions import set_aside
from freesheet.transparency.actions import correct
from freesheet.transparency.models import Correction
from freesheet.transparency.queries import behind

A_WEEK_AGO = timezone.now() - timedelta(days=7)
MOVED, INTERVIEW = "The border that moved overnight", "reef-interview"

Revision.objects.update(created_at=A_WEEK_AGO)
PrintedSheet.objects.update(printed_at=timezone.now() - timedelta(minutes=20))
User.objects.update(date_joined=A_WEEK_AGO, last_login=A_WEEK_AGO)

Assignment.objects.all().delete()
for draft in ArticlePage.objects.filter(live=False, first_published_at=None):
    draft.delete()
planned._hired = lambda slug, role: User.objects.get(username=slug)
planned.plan_demonstration()

# The books can be emptied only where nothing watches over them any more.
with transaction.atomic(), connection.cursor() as cursor:
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'contributions_%'")
    watching = cursor.fetchall()
    for name, _sql in watching:
        cursor.execute(f'DROP TRIGGER "{name}"')
    for model in apps.get_app_config("contributions").get_models():
        cursor.execute(f'DELETE FROM "{model._meta.db_table}"')
    for _name, sql in watching:
        cursor.execute(sql)
give_to_demonstration(lambda done, total: None)

password = make_password("PASSWORD")
User.objects.filter(username__in=["wen-shu-fen", "haruto-minase", "nor-aisyah-karim"]).update(password=password)
User.objects.filter(username="editor").update(password=password)
head = User.objects.get(username="wen-shu-fen")


def english(slug: str) -> ArticlePage:
    """A published article."""
    return ArticlePage.objects.get(slug=slug, locale__language_code="en")


def draft(title: str) -> ArticlePage:
    """The newest state of a draft."""
    return ArticlePage.objects.get(draft_title=title).get_latest_revision_as_object()


# Something for each kind of finding of the checks.
moved = draft(MOVED)
moved.standfirst = ""
moved.body = [
    *((block.block_type, block.value) for block in moved.body),
    ("paragraph", "<p>The treaty speaks of the middle of the river on 31 June. TK: ask the second survey office.</p>"),
    ("quotation", {"text": "Nobody has told the cows.", "source": ""}),
]
moved.save_revision(user=User.objects.get(username="meher-sandhu"))

pin(english("election-count"), timezone.now() + timedelta(days=2), True, by=head)

# Its translation is behind from now on.
correct(
    english("typhoon-names"),
    "The committee was said to meet in spring.",
    "It meets in February or March, and twice it met in April.",
    Correction.Severity.CORRECTION,
    by=head,
)

# Two who wrote in one standfirst.
grain = draft("“We counted the grain twice, then they took the scales”")
common = grain.get_latest_revision().content
words = "For forty years she weighed every harvest of the district. "
grain.standfirst = words + "Then a satellite took over. She has kept her own book, in a biscuit tin."
grain.save_revision(user=User.objects.get(username="meher-sandhu"))
mine = ArticlePage.objects.get(pk=grain.pk).with_content_json(dict(common))
mine.standfirst = words + "This year the scales were replaced by an estimate, and hers differs by a tenth."
aside = set_aside(mine, common, by=head)

titles = {each.draft_title: each.pk for each in ArticlePage.objects.filter(locale__language_code="en")}
slugs = {each.slug: each.pk for each in ArticlePage.objects.filter(locale__language_code="en")}
left = behind(ArticlePage.objects.filter(locale__language_code="zh-hant")).first()
print(
    "FOUND",
    json.dumps(
        {
            **titles,
            **slugs,
            "behind": left and left.pk,
            "aside": aside.pk,
            "piece": Assignment.objects.get(title="The quiet power of the countries in between").pk,
            "front": FrontLayout.objects.get(front__locale__language_code="en").pk,
            "picture": english("whale-fall").lead_picture_id,
            "gift": Charge.objects.filter(plan__state="past due", provider="trial").latest("pk").pk,
            "film": Recording.objects.filter(kind="film").order_by("pk").first().pk,
        }
    ),
)
