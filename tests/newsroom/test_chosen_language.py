"""Whoever has chosen a language gets the whole newsroom in it: the door, the scripts, and the heads of tables."""

from __future__ import annotations

import json

import lxml.html
import pytest
from django.test import Client
from django.utils.translation import gettext, override
from tests.factories import editions, section
from wagtail.users.models import UserProfile

from freesheet.accounts.models import User
from freesheet.sections.models import Tag


@pytest.mark.django_db
def test_the_door_and_the_scripts_speak_what_a_person_has_chosen(client: Client) -> None:
    user = User.objects.create_superuser("mina", "mina@tideline.example", "a long pass phrase")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert 'lang="en" dir="ltr"' in client.get("/newsroom/sessions/").content.decode()
    UserProfile.objects.create(user=user, preferred_language="ur")
    page = client.get("/newsroom/sessions/").content.decode()
    assert 'lang="ur" dir="rtl"' in page
    assert "آپ کہاں لاگ اِن ہیں" in page
    # Django writes the scripts' words in ASCII.
    assert json.dumps("بلاک داخل کریں") in client.get("/newsroom/jsi18n/").content.decode()


@pytest.mark.django_db
def test_columns_of_lists_are_named_in_the_language_of_who_looks(client: Client) -> None:
    user = User.objects.create_superuser("mina", "mina@tideline.example", "a long pass phrase")
    UserProfile.objects.create(user=user, preferred_language="zh-hant")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    Tag.objects.create(name="tides", slug="tides")
    listed = client.get("/newsroom/snippets/sections/tag/").content.decode()
    assert "網址代稱" in listed
    assert "Slug" not in listed


@pytest.mark.django_db
def test_the_blocks_of_an_article_are_named_in_the_language_of_who_writes(client: Client) -> None:
    user = User.objects.create_superuser("mina", "mina@tideline.example", "a long pass phrase")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    profile = UserProfile.objects.create(user=user)
    named = {"en": "Pull quotation", "ur": "نمایاں جملہ", "zh-hant": "摘句"}
    chosen = {"en": "Choose a page (Article)", "ur": "(مضمون)", "zh-hant": "(文章)"}
    films = {"en": "Choose film or sound", "ur": "ویڈیو یا آڈیو چنیں", "zh-hant": "選擇 影片或音訊"}
    world = section(editions()[0])
    for language in ("en", "ur", "zh-hant", "ur", "en"):
        profile.preferred_language = language
        profile.save()
        form = lxml.html.fromstring(client.get(f"/newsroom/pages/add/articles/articlepage/{world.pk}/").content)
        told = form.get_element_by_id("body").get("data-w-block-data-value")
        assert {each for each, word in named.items() if json.dumps(word) in told} == {language}
        for words in (chosen, films):
            assert {each for each, word in words.items() if json.dumps(word)[1:-1] in told} == {language}, words


@pytest.mark.django_db
def test_an_article_can_be_put_into_further_sections_of_its_own_language(client: Client) -> None:
    user = User.objects.create_superuser("mina", "mina@tideline.example", "a long pass phrase")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    english, urdu = editions("en", "ur")
    section(english, "World")
    asia = section(urdu, "ایشیا")
    form = lxml.html.fromstring(client.get(f"/newsroom/pages/add/articles/articlepage/{asia.pk}/").content)
    offered = form.xpath("//select[@name='further_sections']/option")
    assert [each.text_content().strip() for each in offered] == ["ایشیا"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wished", "spoken"), [("zh-TW,zh;q=0.9,en;q=0.8", "zh-hant"), ("ur-PK", "ur"), ("de", "en"), ("", "en")]
)
def test_who_has_not_come_in_yet_is_spoken_to_in_what_the_browser_prefers(
    client: Client, wished: str, spoken: str
) -> None:
    door = client.get("/newsroom/login/", headers={"accept-language": wished}).content.decode()
    assert f'<html lang="{spoken}"' in door


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "english"),
    [
        ("images/multiple/add/", ["Add images", "Drag and drop", "choose from your computer"]),
        ("images/?q=zzzz", ["Sorry"]),
        ("pages/search/?q=zzzz", ["Sorry"]),
        ("snippets/media/recording/?q=zzzz", ["match your query"]),
    ],
)
def test_what_wagtail_has_only_in_english_is_said_in_urdu(client: Client, address: str, english: list[str]) -> None:
    user = User.objects.create_superuser("mina", "mina@tideline.example", "a long pass phrase")
    UserProfile.objects.create(user=user, preferred_language="ur")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/newsroom/{address}").content.decode()
    assert [words for words in english if words in page] == []


@pytest.mark.parametrize("language", ["zh-hant", "ur"])
def test_who_is_the_second_to_save_is_told_so_in_their_language(language: str) -> None:
    with override(language):
        said = [gettext("%(user_name)s saved a new version"), gettext("You saved a new version in another window")]
        said.append(gettext("Alternatively, you can view the latest version in a new tab."))
    assert [words for words in said if "version" in words] == []
