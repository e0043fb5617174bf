"""Subdistrict, residential area, compound; who has which role on which branch."""
