"""An adapter that lies: it hands requests on to an honest one and misbehaves on one case.

liar.py NAME CASE MARKER ORACLE: NAME is the misbehaviour, CASE the id on which it shows, MARKER a word by which
its processes are found, ORACLE the program whose `oracle` answers honestly.
"""

import json
import os
import signal
import subprocess
import sys
import time

name, lie_on, marker, oracle = sys.argv[1:5]
out = sys.stdout.buffer


def say(text):
    out.write(text if isinstance(text, bytes) else text.encode())
    out.flush()


def sleep():
    while True:
        time.sleep(1000)


def crash():
    os._exit(7)


def child(**options):
    """A process that keeps the pipes open; its name is not that of its parent."""
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(1000)", marker], **options)


def daemon():
    """A process in a session of its own that has lost its parent, as a daemon has."""
    code = "import subprocess, sys; subprocess.Popen(sys.argv[1:], start_new_session=True)"
    sleeper = [sys.executable, "-c", "import time; time.sleep(1000)", marker]
    subprocess.run([sys.executable, "-c", code, *sleeper], start_new_session=True, check=True)


# Nothing observed, in three ways.
NOTHING = {"no-channels": {}, "no-columns": {"lr": []}, "empty-columns": {"lr": [[]]}}



def log():
    """A line for this process, where a test counts them."""
    with open(os.environ.get("LRCONFORM_TEST_LOG", os.devnull), "a") as file:
        file.write(f"{os.getpid()}\n")


def wait_for_another():
    """Until another process has written its line too; a minute at most."""
    for _ in range(600):
        with open(os.environ["LRCONFORM_TEST_LOG"]) as file:
            if len(set(file)) > 1:
                return
        time.sleep(0.1)


if name == "hangs-at-start":
    log()
    sleep()
if name == "starts-once":
    if os.path.exists(os.environ["LRCONFORM_TEST_LOG"]):
        sys.stderr.write("once is enough\n")
        crash()
    log()
if name == "crashes-at-start":
    sys.stderr.write("no module named torch\n")
    crash()
if name == "garbage-at-start":
    print("Loading...", flush=True)
if name == "floods-stderr":
    sys.stderr.write("noise\n" * 500_000)
if name == "ignores-sigterm":
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)

backend = subprocess.Popen(
    ["oracle-of-" + marker, "oracle"], executable=oracle, stdin=subprocess.PIPE, stdout=subprocess.PIPE
)


def honest(line):
    backend.stdin.write(line)
    backend.stdin.flush()
    return backend.stdout.readline()


def edited(reply, change):
    reply = json.loads(reply)
    change(reply)
    return json.dumps(reply) + "\n"


def lie(line):
    reply = honest(line)
    column = json.loads(reply)["trace"]["lr"][0]
    if name == "hangs":
        sleep()
    elif name == "ignores-sigterm":
        sleep()
    elif name == "crashes":
        sys.stderr.write("Segmentation fault\n")
        crash()
    elif name == "crashes-loudly":
        sys.stderr.write("x" * 1_000_000 + "the end\n")
        sys.stderr.flush()
        crash()
    elif name == "exits-after-it":
        say(reply)
        crash()
    elif name == "is-killed-after-it":
        say(reply)
        os.kill(os.getpid(), signal.SIGKILL)
    elif name == "closes-its-output-after-it":
        say(reply)
        os.close(1)
        sleep()
    elif name == "closes-its-input-after-it":
        say(reply)
        os.close(0)
        sleep()
    elif name == "joins-the-runners-group":
        os.setpgid(0, os.getpgid(os.getppid()))
        sleep()
    elif name == "prints-before-it":
        print("Epoch 1/10 loss 0.3", flush=True)
        say(reply)
    elif name == "prints-a-dictionary":
        print({"lr": 0.1}, flush=True)
    elif name == "raises":
        sys.stderr.write("Traceback of the lie\n")
        sys.stderr.flush()
        error = {"step": 1, "type": "ValueError", "message": "x"}
        say(edited(reply, lambda r: r.update(trace={"lr": [column[:1]]}, error=error)))
    elif name == "diverges-with-words":
        sys.stderr.write("the lie was here\n")
        sys.stderr.flush()
        say(edited(reply, lambda r: r.update(trace={"lr": [[1.0, 0.5, 0.5, 0.125]]})))
    elif name == "skips-with-a-trace":
        say(edited(reply, lambda r: r.update(skipped="no")))
    elif name == "skips-with-an-error":
        error = {"step": 0, "type": "ValueError", "message": "x"}
        say(edited(reply, lambda r: (r.pop("trace"), r.update(skipped="no", error=error))))
    elif name == "answers-twice":
        say(reply + reply)
    elif name == "answers-twice-late":
        say(reply)
        time.sleep(0.3)
        say(reply)
    elif name == "garbage-after-it":
        say(reply + b"Epoch 1/10 loss 0.3\n")
    elif name == "previous-seq":
        say(edited(reply, lambda r: r.update(seq=r["seq"] - 1)))
    elif name == "wrong-seq":
        say(edited(reply, lambda r: r.update(seq=r["seq"] + 41)))
    elif name == "garbage":
        say("Epoch 1/10 loss 0.3\n")
    elif name == "half-a-line":
        say(reply[:20])
        sleep()
    elif name == "endless-line":
        while True:
            say(b"0" * 65536)
    elif name == "invalid-utf-8":
        say(reply.replace(b"lr", b"\xff\xfe"))
    elif name == "bare-nan":
        say(reply.replace(b"0.25", b"NaN"))
    elif name == "missing-channel":
        say(edited(reply, lambda r: r.update(trace={"last_lr": [column]})))
    elif name in NOTHING:
        say(edited(reply, lambda r: r.update(trace=NOTHING[name])))
    elif name == "ragged-columns":
        say(edited(reply, lambda r: r["trace"].update(lr=[column, column[:2]])))
    elif name == "one-step-too-few":
        say(edited(reply, lambda r: r["trace"].update(lr=[column[:-1]])))
    elif name == "one-step-too-many":
        say(edited(reply, lambda r: r["trace"].update(lr=[column + [0.0625]])))
    elif name == "closes-stdout":
        os.close(1)
        sleep()
    elif name == "leaves-a-child":
        child()
        crash()
    elif name == "leaves-a-session":
        child(start_new_session=True)
        crash()
    elif name == "leaves-a-daemon":
        daemon()
        say(reply)
    elif name == "hangs-with-a-daemon":
        daemon()
        sleep()
    elif name == "late-answer":
        # Longer than the test waits, whatever the machine's pace.
        time.sleep(5 * int(os.environ.get("LRCONFORM_TEST_TIME_FACTOR", "1")))
        say(reply)
    elif name in ("skips-the-others", "starts-once"):
        crash()
    elif name == "skips":
        say(edited(reply, lambda r: (r.pop("trace"), r.update(skipped="not really"))))
    else:
        say(reply)


def lines():
    """The requests; as far as they are read by one that takes for a line whatever has come."""
    if name != "takes-all-that-has-come":
        yield from sys.stdin.buffer
    while chunk := os.read(0, 1 << 20):
        yield chunk


for line in lines():
    request = json.loads(line)
    if request["cmd"] == "stop":
        if name == "child-after-stop":
            child()
        if name == "ignores-stop":
            sleep()
        backend.stdin.close()
        backend.wait()
        break
    is_run = request["cmd"] == "run"
    if is_run and request["id"] == lie_on and not name.endswith("-each"):
        lie(line)
    elif is_run and name == "exits-after-each":
        say(honest(line))
        crash()
    elif is_run and name == "dies-on-each":
        sys.stderr.write(f"ModuleNotFoundError: No module named 'torch', asked for {request['id']}\n")
        crash()
    elif is_run and name == "prints-on-each":
        print("Epoch 1/10 loss", request["seq"], flush=True)
        say(honest(line))
    elif is_run and name == "skips-the-others":
        say(json.dumps({"seq": request["seq"], "skipped": "not today"}) + "\n")
    else:
        if name == "meets" and is_run:
            log()
            wait_for_another()
        say(honest(line))
