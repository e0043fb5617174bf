"""The staff console: write, approve, publish, withdraw, from a browser. Django and Wagtail's core; knows no Qt."""
