"""The database itself refuses to change a screen's journal, and to remove what is not older than 200 days."""

from django.db import migrations

TABLES = {"evidence_chunk": "taken_at", "evidence_airtime": '"end"'}

SQLITE = [
    statement
    for table, moment in TABLES.items()
    for statement in (
        f"""
        CREATE TRIGGER {table}_UPDATE BEFORE UPDATE ON {table}
        BEGIN SELECT RAISE(ABORT, 'a journal only grows'); END
        """,
        f"""
        CREATE TRIGGER {table}_DELETE BEFORE DELETE ON {table} WHEN OLD.{moment} > datetime('now', '-200 days')
        BEGIN SELECT RAISE(ABORT, 'a journal only grows'); END
        """,
    )
]

POSTGRESQL = [
    """
    CREATE FUNCTION evidence_journal_only_grows() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'a journal only grows'; END $$
    """,
    *(
        statement
        for table, moment in TABLES.items()
        for statement in (
            f"""
            CREATE TRIGGER {table}_change BEFORE UPDATE ON {table}
            FOR EACH ROW EXECUTE FUNCTION evidence_journal_only_grows()
            """,
            f"""
            CREATE TRIGGER {table}_remove BEFORE DELETE ON {table}
            FOR EACH ROW WHEN (OLD.{moment} > now() - interval '200 days')
            EXECUTE FUNCTION evidence_journal_only_grows()
            """,
            f"""
            CREATE TRIGGER {table}_truncate BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION evidence_journal_only_grows()
            """,
        )
    ),
]


def guard(_apps, editor):
    for statement in POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("evidence", "0003_journals")]
    operations = [migrations.RunPython(guard)]
