"""Django's entry for this room."""

from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    """The newsroom room."""

    name = "freesheet.newsroom"
    label = "newsroom"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from freesheet.newsroom.choosers import say_it_to_each_in_their_language
        from freesheet.newsroom.front.form import let_articles_stand_there
        from freesheet.newsroom.pictures import filter_by_licence
        from freesheet.newsroom.reasons import ask_for_reasons

        ask_for_reasons()
        let_articles_stand_there()
        filter_by_licence()
        say_it_to_each_in_their_language()
