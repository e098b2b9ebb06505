"""The database itself refuses to change or delete what is in the books, a receipt, or what a provider told."""

from django.db import migrations

STAYING = ("posting", "receipt", "providerevent", "eventoutcome")


def refuse_changes(apps, schema_editor):
    execute = schema_editor.execute
    for name in STAYING:
        table = f"contributions_{name}"
        if schema_editor.connection.vendor == "sqlite":
            for verb in ("UPDATE", "DELETE"):
                execute(
                    f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}"
                    " BEGIN SELECT RAISE(ABORT, 'The books cannot be changed.'); END"
                )
        else:
            execute(
                f"CREATE FUNCTION {table}_stays() RETURNS trigger LANGUAGE plpgsql AS"
                " $$ BEGIN RAISE EXCEPTION 'The books cannot be changed.'; END $$"
            )
            execute(
                f"CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON {table}"
                f" FOR EACH ROW EXECUTE FUNCTION {table}_stays()"
            )


class Migration(migrations.Migration):
    dependencies = [("contributions", "0001_initial")]
    operations = [migrations.RunPython(refuse_changes, migrations.RunPython.noop)]
