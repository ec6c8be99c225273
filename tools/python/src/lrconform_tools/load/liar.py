"""An adapter that fails at random, in every way that the liars of the tests know; run with `python3 -S -E`.

liar.py MARK RATE SEED: MARK is a word by which its processes are found, RATE the share of cases that it spoils. It
answers the load test's one scenario itself. What a case's id decides is the same in every run and on every retry.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from typing import Any

MARK, RATE, SEED = sys.argv[1], float(sys.argv[2]), sys.argv[3]
TRACE = '"trace":{"lr":[[1.0,0.5,0.25,0.125]]}'
HELLO = '{"protocol":1,"implementation":{"name":"liar","version":"1"},"precision":"float64"}\n'
# Those that make the runner start another process are the fewer, those that make it wait for its time the fewest.
CHEAP = ["diverges", "drifts", "short", "long", "nan", "error", "skips", "two-columns", "no-error-step"]
DEADLY = [
    "crashes",
    "loud",
    "garbage",
    "bad-utf-8",
    "bare-nan",
    "ragged",
    "no-channel",
    "wrong-seq",
    "previous-seq",
    "twice",
    "late-twice",
    "closes-stdout",
    "leaves-a-child",
    "leaves-a-session",
    "exits-after",
    "segfault",
    "killed-after",
    "closes-stdout-after",
    "prints",
    "skips-with-a-trace",
]
SLOW = ["hangs", "half-a-line", "ignores-sigterm", "floods", "joins-the-group", "closes-stdin-after"]


def say(text: str | bytes) -> None:
    data = text if isinstance(text, bytes) else text.encode()
    while data:
        data = data[os.write(1, data) :]


def reply(seq: Any, body: str = TRACE) -> str:
    return f'{{"seq":{seq},{body}}}\n'


def child(**options: Any) -> None:
    subprocess.Popen(
        [sys.executable, "-S", "-E", "-c", "import time; time.sleep(1000)", MARK],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        **options,
    )


def sleep() -> None:
    while True:
        time.sleep(1000)


def lie(kind: str, seq: Any) -> None:
    bodies = {
        "diverges": '"trace":{"lr":[[1.0,0.5,0.5,0.125]]}',
        "drifts": '"trace":{"lr":[[1.0,0.5,0.2500001,0.125]]}',
        "short": '"trace":{"lr":[[1.0,0.5]]}',
        "long": '"trace":{"lr":[[1.0,0.5,0.25,0.125,0.0625]]}',
        "nan": '"trace":{"lr":[["NaN","Infinity",null,0.125]]}',
        "skips": '"skipped":"not today ::error::x"',
        "error": '"trace":{"lr":[[1.0]]},"error":{"step":1,"type":"E\\u001b[2J","message":"##[error]"}',
        "two-columns": '"trace":{"lr":[[1.0,0.5,0.25,0.125],[1,1,1,1]]}',
        "no-error-step": '"trace":{"lr":[[1.0]]},"error":{"step":3,"type":"E"}',
        "ragged": '"trace":{"lr":[[1.0,0.5],[1.0]]}',
        "no-channel": '"trace":{}',
        "bare-nan": '"trace":{"lr":[[NaN,0.5,0.25,0.125]]}',
        "skips-with-a-trace": TRACE + ',"skipped":"no"',
    }
    if kind in bodies:
        say(reply(seq, bodies[kind]))
    elif kind in ("crashes", "loud"):
        os.write(2, b"Segmentation fault\n" if kind == "crashes" else b"x" * 50_000)
        os._exit(7)
    elif kind == "segfault":
        os.kill(os.getpid(), signal.SIGSEGV)
    elif kind == "garbage":
        say("Epoch 1/10 loss 0.3\n")
    elif kind == "bad-utf-8":
        say(reply(seq).encode().replace(b"lr", b"\xff\xfe"))
    elif kind == "wrong-seq":
        say(reply(seq + 41))
    elif kind == "previous-seq":
        say(reply(seq - 1))
    elif kind == "twice":
        say(reply(seq) * 2)
    elif kind == "late-twice":
        say(reply(seq))
        time.sleep(0.01)
        say(reply(seq))
    elif kind == "closes-stdout":
        os.close(1)
        sleep()
    elif kind == "exits-after":
        say(reply(seq))
        os._exit(0)
    elif kind == "killed-after":
        say(reply(seq))
        os.kill(os.getpid(), signal.SIGKILL)
    elif kind in ("closes-stdout-after", "closes-stdin-after"):
        say(reply(seq))
        os.close(1 if kind == "closes-stdout-after" else 0)
        sleep()
    elif kind == "prints":
        say("Epoch 1/10 loss 0.3\n" + reply(seq))
    elif kind in ("leaves-a-child", "leaves-a-session"):
        child(start_new_session=kind == "leaves-a-session")
        os._exit(1)
    elif kind == "floods":
        while True:
            say(b"0" * 65536)
    elif kind == "half-a-line":
        say(reply(seq)[:20])
        sleep()
    else:
        if kind == "joins-the-group":
            os.setpgid(0, os.getpgid(os.getppid()))
        if kind == "ignores-sigterm":
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
        sleep()


for line in sys.stdin:
    request = json.loads(line)
    if request["cmd"] == "start":
        say(HELLO)
    elif request["cmd"] == "stop":
        break
    else:
        chance = random.Random(SEED + request["id"])
        if chance.random() >= RATE:
            say(reply(request["seq"]))
        else:
            kinds = chance.choices([CHEAP, DEADLY, SLOW], [0.85, 0.149, 0.001])[0]
            lie(chance.choice(kinds), request["seq"])
