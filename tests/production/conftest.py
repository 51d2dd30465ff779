"""Production, ready for the bot to be started."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.production.process import Production, production


@pytest.fixture
async def there(tmp_path: Path) -> AsyncIterator[Production]:
    async with production(tmp_path) as built:
        yield built
