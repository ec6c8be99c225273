"""What becomes of files when a run that writes them is killed, or cannot write.

Four commands write: `regenerate`, `check --update-known`, `record` and `report`. Each is killed with SIGKILL at random
moments, half of them while its temporary file is there; it finds the disk full, the folder read-only, the file locked
and the file a link; and many of it run at once. The old file or the new one must be there, whole, and the next run
must leave nothing of the killed ones. Prints counts; a breach is named and ends in status 1.

    tools/faults/run [--kills 200] [--seed 1]
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from lrconform_tools import ROOT

LRCONFORM = os.environ["LRCONFORM"]
SUITES = ["cyclic-lr.json", "one-cycle-lr.json", "step-lr.json"]
TEMPORARY = ".lrconform-tmp"
NOBODY = 65534

breaches: list[Any] = []
skipped: list[Any] = []


def breach(text: str) -> None:
    breaches.append(text)
    print(f"BREACH {text}", file=sys.stderr)


def skip(what: str, why: str) -> None:
    skipped.append(what)
    print(f"SKIPPED {what}: {why}")


def read(path: str | Path) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def write(path: str | Path, data: bytes) -> None:
    with open(path, "wb") as file:
        file.write(data)


def leftovers(folder: str) -> Any:
    return [name for name in os.listdir(folder) if name.endswith(TEMPORARY)]


def spoilt(data: bytes) -> bytes:
    """The suite with the last value of each trace changed: the reference diverges, and recording it again corrects it."""
    suite = json.loads(data)
    for case in suite["cases"]:
        for columns in case["expected"]["trace"].values():
            for column in columns:
                if column and isinstance(column[-1], (int, float)):
                    column[-1] += 1
    return json.dumps(suite).encode()


class Command:
    """A command that writes `target`, whose content is `old` before and must be `new` afterwards."""

    def __init__(self, name: str, target: str, old: bytes, words: Any, statuses: Any = (0,)) -> None:
        self.name, self.target, self.old, self.words, self.statuses = name, target, old, words, statuses
        self.folder = os.path.dirname(target)
        write(target, old)
        began = time.monotonic()
        self.expect_success("a plain run")
        self.seconds = time.monotonic() - began
        self.new = read(target)
        if self.new == old:
            breach(f"{name}: a plain run changes nothing")

    def start(self, **options: Any) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [LRCONFORM, *self.words],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            **options,
        )

    def run(self, prefix: Sequence[str] = (), **options: Any) -> Any:
        return subprocess.run(
            [*prefix, LRCONFORM, *self.words],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
            **options,
        )

    def expect_success(self, what: str) -> None:
        result = self.run()
        if result.returncode not in self.statuses:
            breach(f"{self.name}: {what} ends with {result.returncode}: {result.stderr.strip()}")

    def expect_failure(self, what: str, reason: Any, prefix: Sequence[str] = (), **options: Any) -> None:
        """A run that cannot write says so in one line and leaves the file and nothing else."""
        result = self.run(prefix, **options)
        if result.returncode in (0, -9) or reason not in result.stderr or result.stderr.count("\n") != 1:
            breach(f"{self.name}: {what}: status {result.returncode}, {result.stderr.strip()!r}")


def commands(folder: str) -> Iterator[Any]:
    """The commands that write, each in a folder of its own."""

    def place(name: str) -> Any:
        path = os.path.join(folder, name)
        os.mkdir(path)
        return path

    inputs = place("inputs")
    fixtures = [os.path.join(inputs, name) for name in SUITES]
    for path in fixtures:
        write(path, spoilt(read(os.path.join(ROOT, "fixtures/behaviour", os.path.basename(path)))))
    report = os.path.join(inputs, "report.txt")
    subprocess.run(
        [LRCONFORM, "check", "--fixtures", inputs, "--format", "json", "--output", report], cwd=ROOT, check=False
    )
    oracle = ["--", LRCONFORM, "oracle"]
    suite = os.path.join(place("regenerate"), "cyclic-lr.json")
    known = os.path.join(place("known"), "known.json")
    replies = os.path.join(place("record"), "replies.jsonl")
    page = os.path.join(place("report"), "report.html")
    yield Command("regenerate", suite, read(fixtures[0]), ["regenerate", "--fixtures", suite, *oracle])
    yield Command(
        "check --update-known",
        known,
        b'{"schema": 1, "known": []}\n',
        ["check", "--quiet", "--fixtures", inputs, "--known", known, "--update-known", *oracle],
    )
    # One process, so that the order and with it the bytes are the same.
    yield Command("record", replies, b"old\n", ["record", "--fixtures", inputs, "--output", replies, *oracle])
    yield Command("report", page, b"<p>old</p>\n", ["report", report, "--output", page])


def kill(command: Command, count: int, generator: random.Random) -> Any:
    counts = {"old": 0, "new": 0, "left": 0, "writing": 0}
    for number in range(count):
        write(command.target, command.old)
        for name in leftovers(command.folder):
            os.unlink(os.path.join(command.folder, name))
        process = command.start()
        end = time.monotonic() + generator.uniform(0, 1.1 * command.seconds)
        if number % 2:
            # While it writes, if that can be seen before it has ended.
            while process.poll() is None and not leftovers(command.folder):
                pass
            end = time.monotonic() + generator.choice([0, 0, 1e-5, 1e-4, 1e-3])
        while time.monotonic() < end and process.poll() is None:
            pass
        process.send_signal(signal.SIGKILL)
        process.communicate()
        content = read(command.target)
        if content == command.old:
            counts["old"] += 1
        elif content == command.new:
            counts["new"] += 1
        else:
            breach(f"{command.name}: killed, the file is neither the old nor the new one ({len(content)} bytes)")
        left = leftovers(command.folder)
        counts["left"] += bool(left)
        if left:
            write(command.target, command.old)
            command.expect_success("the run after a killed one")
            if leftovers(command.folder):
                breach(f"{command.name}: the next run leaves {leftovers(command.folder)}")
            if read(command.target) != command.new:
                breach(f"{command.name}: the next run does not write the new file")
    print(
        f"{command.name}: {count} killed: {counts['old']} old files, {counts['new']} new ones, "
        f"{counts['left']} with a temporary file left, none after the next run"
    )
    return count


def in_a_mount(command: Command, what: str, reason: str, script: str) -> None:
    """Runs the command with something mounted over its folder, which only it sees."""
    write(command.target, command.old)
    # The command, and then what the mounted folder holds, on descriptor 3.
    tail = '"$@"; status=$?; cat "$TARGET" >&3; ls -A "$FOLDER" | grep -c "lrconform-tmp$" >&4; exit $status'
    with tempfile.TemporaryFile() as content, tempfile.TemporaryFile() as count:
        for file, number in ((content, 3), (count, 4)):
            os.dup2(file.fileno(), number + 100)
        command.expect_failure(
            what,
            reason,
            ["unshare", "-m", "bash", "-c", f"exec 3>&103 4>&104; {script}; {tail}", "bash"],
            env={**os.environ, "TARGET": command.target, "FOLDER": command.folder},
            pass_fds=(103, 104),
        )
        content.seek(0)
        count.seek(0)
        if content.read() != command.old:
            breach(f"{command.name}: {what}: the old file is not there any more")
        if count.read().strip() != b"0":
            breach(f"{command.name}: {what}: a temporary file is left")


def full_disk(command: Command) -> None:
    size = (len(command.old) // 4096 + 2) * 4
    script = (
        'copy=$(mktemp); cp "$TARGET" "$copy"; '
        f'mount -t tmpfs -o size={size}k,nr_inodes=10 none "$FOLDER" && cp "$copy" "$TARGET"; rm "$copy"; '
        'head -c 100000000 /dev/zero 2>/dev/null >"$FOLDER/filler"'
    )
    in_a_mount(command, "a full disk", "no space left", script)


def read_only_folder(command: Command) -> None:
    script = 'mount --bind "$FOLDER" "$FOLDER" && mount -o remount,bind,ro "$FOLDER"'
    in_a_mount(command, "a read-only folder", "read-only file system", script)


def as_nobody(command: Command) -> None:
    """Files and folders that may not be written, seen by somebody who is not root."""
    root = os.geteuid() == 0
    options: dict[str, Any] = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if root else {}
    for what, folder_mode, file_mode in (("an unwritable folder", 0o555, 0o666), ("an unwritable file", 0o777, 0o444)):
        write(command.target, command.old)
        os.chmod(command.target, file_mode)
        os.chmod(command.folder, folder_mode)
        command.expect_failure(what, "permission denied", **options)
        os.chmod(command.folder, 0o755)
        os.chmod(command.target, 0o644)
        if read(command.target) != command.old or leftovers(command.folder):
            breach(f"{command.name}: {what}: the folder is not as it was")


def links(command: Command) -> None:
    real = os.path.join(command.folder, "real.txt")
    for what, prepare in (("a link", lambda: write(real, command.old)), ("a link to nothing", lambda: None)):
        if what == "a link to nothing" and command.name in ("regenerate", "check --update-known"):
            continue
        os.unlink(command.target)
        prepare()
        os.symlink("real.txt", command.target)
        command.expect_success(what)
        if os.readlink(command.target) != "real.txt" or os.path.islink(real) or read(real) != command.new:
            breach(f"{command.name}: {what} is not written through")
        if leftovers(command.folder):
            breach(f"{command.name}: {what}: a temporary file is left")
        os.unlink(command.target)
        os.unlink(real)
        write(command.target, command.old)


def at_once(command: Command, count: int) -> None:
    write(command.target, command.old)
    processes = [command.start() for _ in range(count)]
    while any(process.poll() is None for process in processes):
        content = read(command.target)
        if content not in (command.old, command.new):
            breach(f"{command.name}: {count} at once: a reader sees a part")
            break
        time.sleep(0.001)
    for process in processes:
        _, errors = process.communicate()
        if process.returncode not in command.statuses:
            breach(f"{command.name}: {count} at once: status {process.returncode}: {errors.strip()}")
    if read(command.target) != command.new or leftovers(command.folder):
        breach(f"{command.name}: {count} at once: {os.listdir(command.folder)}")


def can_mount() -> bool | str | None:
    script = 'mount -t tmpfs none "$1"'
    with tempfile.TemporaryDirectory() as folder:
        return (
            shutil.which("unshare")
            and subprocess.run(["unshare", "-m", "bash", "-c", script, "bash", folder], capture_output=True).returncode
            == 0
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--kills", type=int, default=200, help="how many runs are killed in all (200)")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    generator = random.Random(options.seed)
    began = time.monotonic()
    mounts = can_mount()
    kills = 0
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        found = list(commands(folder))
        for command in found:
            kills += kill(command, options.kills // len(found), generator)
        for command in found:
            if mounts:
                full_disk(command)
                read_only_folder(command)
            else:
                skip(f"{command.name}: a full disk, a read-only folder", "mounting needs root and unshare")
            as_nobody(command)
            links(command)
            at_once(command, 8)
    print(
        f"{kills} kills; a full disk, a read-only folder, an unwritable folder and file, links, 8 at once: "
        f"{len(found)} commands each, {len(skipped)} skipped; {len(breaches)} breaches, "
        f"{time.monotonic() - began:.0f} s"
    )
    sys.exit(1 if breaches else 0)


if __name__ == "__main__":
    main()
