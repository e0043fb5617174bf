"""The list model: whatever the change, what QML is told amounts to the new rows."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from signage.kiosk.models import Rows


@dataclass(frozen=True)
class Row:
    item_id: str
    title: str = ""


def rows(names):
    return tuple(Row(name) for name in names)


@settings(max_examples=150)
@given(st.lists(st.text("abc", max_size=6), min_size=1, max_size=6))
def test_what_is_said_to_change_amounts_to_the_new_rows(states):
    model = Rows(Row)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    role = Qt.ItemDataRole.UserRole + 1
    mirror: list[str] = []

    def read(first, last):
        return [model.data(model.index(row), role) for row in range(first, last + 1)]

    def changed(first, last, _roles):
        mirror[first.row() : last.row() + 1] = read(first.row(), last.row())

    def removed(_parent, first, last):
        del mirror[first : last + 1]

    def inserted(_parent, first, last):
        mirror[first:first] = read(first, last)

    model.dataChanged.connect(changed)
    model.rowsRemoved.connect(removed)
    model.rowsInserted.connect(inserted)
    for state in states:
        model.set_rows(rows(state))
        assert mirror == list(state)
        assert model.rowCount() == len(state)
    assert tester.model() is model


def test_the_same_rows_say_nothing():
    model = Rows(Row)
    model.set_rows(rows("ab"))
    said = []
    for signal in (model.dataChanged, model.rowsInserted, model.rowsRemoved, model.modelReset):
        signal.connect(lambda *_: said.append(1))
    model.set_rows(rows("ab"))
    assert not said


def test_fields_are_roles():
    assert [bytes(name.data()).decode() for name in Rows(Row).roleNames().values()] == ["itemId", "title"]


@pytest.mark.parametrize("role", [0, Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 3])
def test_no_such_role_gives_nothing(role):
    model = Rows(Row)
    model.set_rows(rows("a"))
    assert model.data(model.index(0), role) is None
    assert model.data(model.index(5), Qt.ItemDataRole.UserRole + 1) is None
