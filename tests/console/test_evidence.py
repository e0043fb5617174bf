"""The log only grows, and shows it when somebody goes behind its back."""

from __future__ import annotations

import csv
import io

import pytest
from console.conftest import write
from django.db import connection, transaction
from django.db.utils import DatabaseError

from signage.server.console.evidence.models import FIRST, Entry, broken, record


@pytest.fixture
def lines(tree):
    Entry.objects.all()
    for number in range(4):
        record("edit", tree.person("editor"), branch=tree.compound.path, subject="notice:1", title=f"第{number}条")
    return list(Entry.objects.order_by("pk"))


def test_each_line_carries_the_digest_of_the_one_before(lines):
    assert lines[0].before == FIRST
    assert [line.before for line in lines[1:]] == [line.digest for line in lines[:-1]]
    assert list(broken()) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE evidence_entry SET title = 'x'",
        "DELETE FROM evidence_entry",
        "UPDATE evidence_entry SET digest = before",
    ],
)
def test_the_database_refuses_to_change_or_remove_a_line(lines, statement):
    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        connection.cursor().execute(statement)
    assert Entry.objects.count() == len(lines)


def test_so_do_the_models(lines):
    with pytest.raises(TypeError):
        lines[0].save()
    with pytest.raises(TypeError):
        lines[0].delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.update(title="x")


def unguarded(statement, *values):
    """As somebody with the database's file in their hands."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE evidence_entry DISABLE TRIGGER USER")
        else:
            cursor.execute("DROP TRIGGER evidence_entry_UPDATE")
            cursor.execute("DROP TRIGGER evidence_entry_DELETE")
        cursor.execute(statement, values)


def test_a_line_that_was_changed_behind_its_back_is_found(lines):
    unguarded("UPDATE evidence_entry SET title = 'x' WHERE id = %s", lines[1].pk)
    assert list(broken()) == [lines[1].pk]


def test_a_line_that_was_removed_is_found_at_the_next(lines):
    unguarded("DELETE FROM evidence_entry WHERE id = %s", lines[1].pk)
    assert list(broken()) == [lines[2].pk]


def test_what_is_rolled_back_leaves_no_line(tree):
    with transaction.atomic():
        write(tree)
        assert Entry.objects.exists()
        transaction.set_rollback(True)
    assert not Entry.objects.exists()


def test_lines_of_another_branch_are_not_shown(tree):
    write(tree)
    write(tree, "foreign-editor", tree.foreign, **{"answers.reason": "外区"})
    shown = {entry.branch for entry in tree.client("administrator").get("/log/").context["page"]}
    assert shown == {tree.compound.path}
    everything = {entry.branch for entry in tree.client("chief").get("/log/").context["page"]}
    assert {tree.compound.path, tree.foreign.path} <= everything


def test_the_table_to_take_away_has_the_same_lines_and_no_formulas(tree):
    record("edit", tree.person("editor"), branch=tree.compound.path, title='=HYPERLINK("//evil.example")')
    answer = tree.client("administrator").get("/log.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[1][5] == '\'=HYPERLINK("//evil.example")'
    assert rows[1][-1] == Entry.objects.get().digest


def test_the_page_says_whether_the_chain_holds(lines, tree):
    assert "没有被改过" in tree.client("chief").get("/log/?check=1").content.decode()
    unguarded("UPDATE evidence_entry SET title = 'x' WHERE id = %s", lines[1].pk)
    assert "有人动过数据库" in tree.client("chief").get("/log/?check=1").content.decode()


def test_filters(tree):
    record("edit", tree.person("editor"), branch=tree.compound.path, title="甲")
    record("approve", tree.person("approver"), branch=tree.compound.path, title="乙")
    chief = tree.client("chief")
    for query, found in (
        ("action=edit", ["甲"]),
        ("q=approver", ["乙"]),
        ("from=2026-12-08", []),
        ("to=2026-12-07", ["乙", "甲"]),
    ):
        assert [entry.title for entry in chief.get(f"/log/?{query}").context["page"]] == found, query
