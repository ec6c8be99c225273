"""lrconform's adapter protocol: JSON Lines on stdin and stdout, one reply for each request.

    reserve_stdout()          # only needed where importing the library may print; serve() does it otherwise
    import library
    serve(HANDSHAKE, play)    # play(scenario) returns {"trace": …} or {"trace": …, "error": …}, or raises Skip

Nothing here needs more than the standard library, Python 3.9 or newer.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from typing import Any, Callable, NoReturn, TextIO

PROTOCOL = 1

Json = Any
Play = Callable[[Json], "dict[str, Json]"]


class Skip(Exception):
    """The implementation has no such argument or behaviour: the case is replied as skipped, with this reason."""


class Unobserved(Exception):
    """There is nothing to see in this channel now: the observation is told as one, and is not judged."""


class Ended(Exception):
    """The implementation's schedule is over by design: the case is judged up to the observation before."""


class ScenarioError(ValueError):
    """The scenario is malformed: a bad request, not an outcome of the implementation."""


_replies: TextIO | None = None


def reserve_stdout() -> TextIO:
    """Keep the real stdout for replies; whatever else is printed, also by native code, goes to stderr from here on."""
    global _replies
    if _replies is None:
        sys.stdout.flush()
        _replies = os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n")
        os.dup2(2, 1)
        sys.stdout = sys.stderr
    return _replies


def serve(handshake: dict[str, Json], play: Play) -> NoReturn:
    """Answer requests until `stop` or the end of stdin, and exit the process.

    `handshake` is the reply to `start` without its `protocol`; `play` is called with each scenario.
    """
    replies = reserve_stdout()
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a TextIOWrapper, unless it was replaced
    status = 0
    try:
        for line in sys.stdin:
            reply = _answer(line, handshake, play)
            if reply is None:
                break
            replies.write(json.dumps(reply, allow_nan=False, separators=(",", ":")) + "\n")
            replies.flush()
    except BrokenPipeError:
        status = 1
    except _BadRequest as error:
        text = " ".join(str(error).split()) or "nothing that can be read"
        print(f"adapter: bad request: {text[:500]}", file=sys.stderr)
        status = 2
    except Exception:
        traceback.print_exc()
        print("adapter: its own code raised this, not the implementation; there is no outcome", file=sys.stderr)
        status = 1
    sys.stderr.flush()
    # Some libraries hang or crash while they are torn down, and there is nothing left to say.
    os._exit(status)


class _BadRequest(Exception):
    """A request that has no reply."""


def _answer(line: str, handshake: dict[str, Json], play: Play) -> dict[str, Json] | None:
    """The reply to one request; None to `stop`."""
    try:
        request = json.loads(line, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise _BadRequest(error) from None
    command = request.get("cmd") if isinstance(request, dict) else None
    if command == "stop":
        return None
    if command == "start":
        if request.get("protocol") != PROTOCOL:
            raise _BadRequest(f"this adapter speaks protocol {PROTOCOL}, not {request.get('protocol')!r}")
        return {"protocol": PROTOCOL, **handshake}
    if command != "run":
        raise _BadRequest(f"unknown command: {command!r}")
    scenario, sequence = request.get("scenario"), request.get("seq")
    if not isinstance(scenario, dict) or type(sequence) is not int:
        raise _BadRequest("run takes a seq and a scenario")
    try:
        return {"seq": sequence, **play(scenario)}
    except Skip as reason:
        return {"seq": sequence, "skipped": str(reason) or "not supported"}
    except ScenarioError as error:
        raise _BadRequest(error) from None


def _refuse_constant(text: str) -> NoReturn:
    raise ValueError(f"{text} is not JSON")
