"""The database itself refuses to change what a bank said, or to undo a match twice.

What a line says of who sent the money can be emptied: they may ask to be forgotten.
"""

from django.db import migrations

SAID = "What the bank said cannot be changed."
LINE, STATEMENT, MATCH = (f"contributions_{name}" for name in ("statementline", "statement", "match"))
OF_A_PERSON = ("party", "party_account", "said")
FIXED = {
    STATEMENT: ("id", "account_id", "file", "digest", "by", "at", "lines_read"),
    LINE: ("id", "account_id", "statement_id", "name", "booked_on", "currency", "minor", "returns"),
    MATCH: ("id", "line_id", "charge_id", "asked_minor", "made", "by", "reason", "at"),
}
EMPTIED = " OR ".join(f"NEW.{name} NOT IN ('', OLD.{name})" for name in OF_A_PERSON)
REFUSED = {LINE: EMPTIED, MATCH: "OLD.undone_at IS NOT NULL"}


def refuse_changes(apps, schema_editor):
    sqlite = schema_editor.connection.vendor == "sqlite"
    if not sqlite:
        schema_editor.execute(
            "CREATE FUNCTION contributions_bank_stays() RETURNS trigger LANGUAGE plpgsql AS"
            f" $$ BEGIN RAISE EXCEPTION '{SAID}'; END $$"
        )
    for table, columns in FIXED.items():
        quoted = ", ".join(f'"{column}"' for column in columns)
        triggers = [("delete", "DELETE", ""), ("fixed", f"UPDATE OF {quoted}", "")]
        if table in REFUSED:
            triggers.append(("emptied", "UPDATE", f"WHEN ({REFUSED[table]})"))
        for name, verb, condition in triggers:
            start = f"CREATE TRIGGER {table}_stays_{name} BEFORE {verb} ON {table} FOR EACH ROW {condition}"
            does = (
                f"BEGIN SELECT RAISE(ABORT, '{SAID}'); END" if sqlite else "EXECUTE FUNCTION contributions_bank_stays()"
            )
            schema_editor.execute(f"{start} {does}")


class Migration(migrations.Migration):
    dependencies = [("contributions", "0003_bank")]
    operations = [migrations.RunPython(refuse_changes, migrations.RunPython.noop)]
