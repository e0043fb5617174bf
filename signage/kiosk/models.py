"""A list model of frozen dataclasses: each field is a role, so QML delegates declare `required property`."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from PySide6.QtCore import QAbstractListModel, QByteArray, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtQml import QmlElement, QmlUncreatable

from signage.kiosk.tokens import camel

QML_IMPORT_NAME = "Signage.Kiosk"
QML_IMPORT_MAJOR_VERSION = 1

_ROOT = QModelIndex()


@QmlElement
@QmlUncreatable("made in Python")
class Rows(QAbstractListModel):
    """Rows of one dataclass. Field `item_id` is role `itemId`."""

    def __init__(self, kind: type, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = [field.name for field in fields(kind)]
        self._rows: tuple[Any, ...] = ()

    def set_rows(self, rows: tuple[Any, ...]) -> None:
        """Show `rows` from now on. Only what differs is said to change: a list that is being read does not jump."""
        old = self._rows
        shorter = min(len(old), len(rows))
        head = next((i for i in range(shorter) if old[i] != rows[i]), shorter)
        tail = next((i for i in range(shorter - head) if old[-1 - i] != rows[-1 - i]), shorter - head)
        gone, come = len(old) - head - tail, len(rows) - head - tail
        if gone == come:
            self._rows = rows
            if come:
                self.dataChanged.emit(self.index(head), self.index(head + come - 1))
            return
        if gone:
            self.beginRemoveRows(_ROOT, head, head + gone - 1)
            self._rows = old[:head] + old[head + gone :]
            self.endRemoveRows()
        if come:
            self.beginInsertRows(_ROOT, head, head + come - 1)
            self._rows = rows
            self.endInsertRows()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        offset = role - Qt.ItemDataRole.UserRole - 1
        if not index.isValid() or not 0 <= offset < len(self._names):
            return None
        return getattr(self._rows[index.row()], self._names[offset])

    def roleNames(self) -> dict[int, QByteArray]:  # noqa: N802
        first = Qt.ItemDataRole.UserRole + 1
        return {first + i: QByteArray(camel(name).encode()) for i, name in enumerate(self._names)}
