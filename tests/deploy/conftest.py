"""A cloud that is a folder: what is asked of Azure CLI is written down in it."""

from __future__ import annotations

from pathlib import Path

import pytest

# A stand-in for Azure CLI: writes down what it is asked, with the body of a request, and answers as for a new app.
AZ = """#!/bin/sh
for word; do case $word in @*) cat "${word#@}" >> "$FAKE_AZ/bodies" ;; esac; done
echo "$*" >> "$FAKE_AZ/asked"
case "$1 $2 $3" in
    "ad app list") ;;
    "ad app create") echo 6f1b3f0e-0d3c-4c5e-9f4e-2a3d5c7b9e10 ;;
    "ad app show") echo the-object-id ;;
    "ad app credential") echo s3cret ;;
    "ad sp show") exit 3 ;;
    "account show "*) echo a796be92-1111-4000-8000-000000000001 ;;
esac
"""


@pytest.fixture
def cloud(tmp_path: Path) -> Path:
    """A folder in which `az` is ours."""
    (tmp_path / "az").write_text(AZ)
    (tmp_path / "az").chmod(0o755)
    return tmp_path
