"""The console's own settings over a data folder that lives as long as the test run."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

_place = tempfile.mkdtemp(prefix="signage-console-")
atexit.register(shutil.rmtree, _place, ignore_errors=True)
os.environ["SIGNAGE_DATA"] = _place
os.environ.pop("SIGNAGE_NAMES", None)
os.environ.pop("SIGNAGE_PROXY", None)

from signage.server.console.settings import *  # noqa: E402, F403

# what is tested of passwords is tested with the rules; how slowly they are hashed costs every test a quarter second
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
