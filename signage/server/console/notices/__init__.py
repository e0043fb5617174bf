"""Notices as staff write them: templates, drafts, approval, withdrawal."""
