"""The only place that reads the clock."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime


def today() -> date:
    """Return today's date where the user is: the default of `--as-of`."""
    return datetime.now().astimezone().date()


def generation_time() -> datetime:
    """Return when a result is made: SOURCE_DATE_EPOCH (seconds) where it is set, else now, in UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if epoch.isdigit():
        return datetime.fromtimestamp(int(epoch), UTC)
    return datetime.now(UTC).replace(microsecond=0)
