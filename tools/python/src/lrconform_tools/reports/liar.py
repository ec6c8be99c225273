"""liar.py LRCONFORM [unbroken]: an adapter that passes each request on to `LRCONFORM oracle` and spoils replies.

Every kind of divergence comes up, and every text that an adapter may choose is hostile: to XML, HTML, Markdown, TAP,
workflow commands and terminals. `unbroken` leaves out what breaks a case.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from lrconform_tools import Json

HOSTILE = (
    "x</script><script>document.title='owned'</script>]]>\"'&amp;<img src=y onerror=document.title='owned'>"
    " | ``` `a` [b](https://evil.example/) **c** @user # TODO \\ 100% \u001b[31m\u009b31m\u202e\ufffe"
    "\r\n::error title=owned::owned\n##[error]owned\nok 1 - owned\n..."
)


def spoil(seq: Any, reply: Json, breaks: bool) -> Any:
    """Every twelfth reply is spoilt in the same way."""
    kind = seq % 12
    trace, error = reply.get("trace"), reply.get("error")
    first: Any = next(iter(trace.values()), None) if trace else None
    length = len(first[0]) if first else 0
    if kind == 1 and error:
        del reply["error"]
    elif kind == 2 and length > 1 and not error:
        first[0] = first[0][:1] + first[0][:-1]
    elif kind == 3 and length and not error:
        trace[next(iter(trace))] = first + first[:1]
    elif kind == 4 and length > 2 and not error:
        reply["trace"] = {name: [column[:-1] for column in columns] for name, columns in trace.items()}
    elif kind == 5 and length > 1:
        # Every second time the value before the error is wrong too.
        cut = {name: [[77.0] if seq % 2 else column[:1] for column in columns] for name, columns in trace.items()}
        reply["trace"], reply["error"] = cut, {"step": 1, "type": HOSTILE, "message": HOSTILE}
        sys.stderr.write(HOSTILE + "\n")
        sys.stderr.flush()
    elif kind == 6:
        return {"seq": reply["seq"], "skipped": HOSTILE}
    elif kind == 7 and breaks and seq % 5 == 0:
        sys.stderr.write(HOSTILE + "\n")
        sys.stderr.flush()
        return HOSTILE
    elif kind == 8 and length > 1 and not error:
        first[0][-1] = "NaN"
    elif error:
        error["type"] = HOSTILE
    return reply


def main() -> None:
    breaks = "unbroken" not in sys.argv[2:]
    oracle = subprocess.Popen([sys.argv[1], "oracle"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    for line in sys.stdin:
        request = json.loads(line)
        oracle.stdin.write(line)
        oracle.stdin.flush()
        if request["cmd"] == "stop":
            break
        reply = json.loads(oracle.stdout.readline())
        if request["cmd"] == "start":
            links = {"homepage": "javascript:document.title='owned'", "issues": 'https://example.org/"><script>'}
            reply["implementation"] = {"name": HOSTILE, "version": HOSTILE, "language": HOSTILE, **links}
            reply["precision"] = "float64"
        else:
            # By the id, so that it does not matter how many processes there are.
            reply = spoil(sum(request["id"].encode()), reply, breaks)
        print(reply if isinstance(reply, str) else json.dumps(reply), flush=True)
    oracle.stdin.close()
    oracle.wait()


main()
