"""The database itself refuses to change or remove a line of the log."""

from django.db import migrations

SQLITE = [
    f"""
    CREATE TRIGGER evidence_entry_{what} BEFORE {what} ON evidence_entry
    BEGIN SELECT RAISE(ABORT, 'the log only grows'); END
    """
    for what in ("UPDATE", "DELETE")
]

POSTGRESQL = [
    """
    CREATE FUNCTION evidence_only_grows() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'the log only grows'; END $$
    """,
    """
    CREATE TRIGGER evidence_entry_change BEFORE UPDATE OR DELETE ON evidence_entry
    FOR EACH ROW EXECUTE FUNCTION evidence_only_grows()
    """,
    """
    CREATE TRIGGER evidence_entry_truncate BEFORE TRUNCATE ON evidence_entry
    FOR EACH STATEMENT EXECUTE FUNCTION evidence_only_grows()
    """,
]


def guard(_apps, editor):
    for statement in POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("evidence", "0001_initial")]
    operations = [migrations.RunPython(guard)]
