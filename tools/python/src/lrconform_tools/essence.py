"""What of a reply counts: every value's bits, and step and type of the error; not its wording."""

from __future__ import annotations

import math
import struct
from typing import Any

from lrconform_tools import Json


def essence(reply: Json) -> Any:
    """Something that is equal for two replies that are the same outcome."""
    error = reply.get("error")
    columns = tuple(
        (name, tuple(tuple(_bits(value) for value in column) for column in columns))
        for name, columns in reply["trace"].items()
    )
    return columns, error and (error["step"], error["type"])


def _bits(value: Any) -> bytes | str | None:
    if value is None or isinstance(value, str):
        return value
    value = float(value)
    return "NaN" if math.isnan(value) else struct.pack("<d", value)
