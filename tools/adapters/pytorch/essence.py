"""What of a reply counts: every value's bits, and step and type of the error; not its wording."""

import math
import struct


def essence(reply):
    """Something that is equal for two replies that are the same outcome."""
    error = reply.get("error")
    columns = tuple(
        (name, tuple(tuple(_bits(value) for value in column) for column in columns))
        for name, columns in reply["trace"].items()
    )
    return columns, error and (error["step"], error["type"])


def _bits(value):
    if value is None or isinstance(value, str):
        return value
    value = float(value)
    return "NaN" if math.isnan(value) else struct.pack("<d", value)
