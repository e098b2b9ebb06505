"""Whoever has chosen a language gets the whole newsroom in it: the door, the scripts, and the heads of tables."""

from __future__ import annotations

import json

import lxml.html
import pytest
from django.test import Client
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
    assert "آئی پی پتا" in page
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
    world = section(editions()[0])
    for language in ("en", "ur", "zh-hant", "ur", "en"):
        profile.preferred_language = language
        profile.save()
        form = lxml.html.fromstring(client.get(f"/newsroom/pages/add/articles/articlepage/{world.pk}/").content)
        told = form.get_element_by_id("body").get("data-w-block-data-value")
        assert {each for each, word in named.items() if json.dumps(word) in told} == {language}
