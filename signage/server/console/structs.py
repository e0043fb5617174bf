"""A database field that holds a frozen value of ours: JSON in the database, checked whenever it is read."""

from __future__ import annotations

from typing import Any

import msgspec
from django.core.exceptions import ValidationError
from django.db import models


class StructField(models.JSONField):
    """A `msgspec.Struct` of type `kind`, kept as JSON with its bounds enforced."""

    def __init__(self, kind: type[msgspec.Struct] | None = None, **options: Any) -> None:
        self.kind = kind
        super().__init__(**options)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Migrations know it as JSON: what it means is the code's matter."""
        name, _, arguments, options = super().deconstruct()
        options.pop("default", None)
        return name, "django.db.models.JSONField", arguments, options

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return self._value(super().from_db_value(value, expression, connection))

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(self._plain(value))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return super().get_db_prep_value(self._plain(value), connection, prepared)

    def to_python(self, value: Any) -> Any:
        try:
            return self._value(value)
        except msgspec.ValidationError as error:
            raise ValidationError(str(error)) from error

    def validate(self, value: Any, model_instance: Any) -> None:
        super().validate(self._plain(value), model_instance)

    def value_from_object(self, obj: Any) -> Any:
        """What a revision keeps."""
        return self._plain(super().value_from_object(obj))

    def value_to_string(self, obj: Any) -> Any:
        return self._plain(super().value_from_object(obj))

    def _value(self, value: Any) -> Any:
        if value is None or self.kind is None or isinstance(value, self.kind):
            return value
        return msgspec.convert(value, self.kind)

    def _plain(self, value: Any) -> Any:
        return msgspec.to_builtins(value) if isinstance(value, msgspec.Struct) else value
