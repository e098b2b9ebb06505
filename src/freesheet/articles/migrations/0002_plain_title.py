"""Headlines as they are compared, so that an article of a headline is found without looking at every other."""

from django.db import migrations, models

from freesheet.articles.rules import plain_headline


def fill(apps, schema_editor):
    articles = apps.get_model("articles", "ArticlePage").objects.only("title", "plain_title")
    batch = []
    for article in articles.iterator(chunk_size=500):
        article.plain_title = plain_headline(article.title)[:255]
        batch.append(article)
        if len(batch) == 500:
            articles.bulk_update(batch, ["plain_title"])
            batch = []
    articles.bulk_update(batch, ["plain_title"])


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="articlepage",
            name="plain_title",
            field=models.CharField(db_index=True, default="", editable=False, max_length=255),
        ),
        migrations.AddIndex(
            model_name="articlepage",
            index=models.Index(
                condition=models.Q(("canonical_url", ""), _negated=True),
                fields=["page_ptr"],
                name="articles_elsewhere",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
