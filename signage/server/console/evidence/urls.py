"""Addresses of proofs of play."""

from __future__ import annotations

from django.urls import path, register_converter

from signage.server.console.evidence import proofviews


class What:
    """What a proof is of."""

    regex = "notices|alerts"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(What, "what")

urlpatterns = [
    path("journals/<int:key>.jsonl", proofviews.journal, name="journal"),
    path("<what:what>/<int:key>/", proofviews.airtime, name="airtime"),
    path("<what:what>/<int:key>/airtime.csv", proofviews.airtime_csv, name="airtime-csv"),
    path("<what:what>/<int:key>/certificate/", proofviews.certificate, name="certificate"),
]
