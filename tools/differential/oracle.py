"""A process that speaks the adapter protocol, fed in batches ahead of its answers."""

import json
import queue
import subprocess
import tempfile
import threading

STDERR_SHOWN = 2000


class OracleError(Exception):
    """The oracle died, fell silent, or answered something that is no reply."""


class Oracle:
    """Two threads keep both pipes moving, so that neither side can wait for the other for ever."""

    def __init__(self, command, timeout):
        self.timeout = timeout
        self.stderr = tempfile.TemporaryFile()
        try:
            self.process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.stderr
            )
        except OSError as error:
            raise OracleError("cannot start %s: %s" % (command[0], error)) from None
        self.requests = queue.Queue()
        self.replies = queue.Queue()
        for work in (self._write, self._read):
            threading.Thread(target=work, daemon=True).start()

    def _write(self):
        try:
            while True:
                text = self.requests.get()
                if text is None:
                    break
                self.process.stdin.write(text.encode())
                self.process.stdin.flush()
            self.process.stdin.close()
        except (OSError, ValueError):
            pass  # it is gone: the reader notices

    def _read(self):
        for line in self.process.stdout:
            self.replies.put(line)
        self.replies.put(None)

    def send(self, lines):
        self.requests.put("".join(line + "\n" for line in lines))

    def receive(self):
        """The next reply, parsed; raise OracleError if there is none."""
        try:
            line = self.replies.get(timeout=self.timeout)
        except queue.Empty:
            raise OracleError("silent for %g s" % self.timeout) from None
        if line is None:
            raise OracleError("ended with status %s%s" % (self.process.wait(), self._last_words()))
        try:
            reply = json.loads(line, parse_int=_integer)
        except ValueError:
            reply = None
        if not isinstance(reply, dict):
            raise OracleError("wrote what is no reply: %s" % line[:500].decode(errors="replace").strip())
        return reply

    def waiting(self):
        return self.replies.qsize()

    def stop(self):
        self.send(['{"cmd":"stop"}'])
        self.requests.put(None)
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self):
        self.process.kill()
        self.process.wait()

    def _last_words(self):
        size = self.stderr.seek(0, 2)
        self.stderr.seek(max(0, size - STDERR_SHOWN))
        text = self.stderr.read().decode(errors="replace").strip()
        return ": " + text if text else ""


def _integer(text):
    # -0 is the integer 0 to Python, but whoever writes it means the double.
    return -0.0 if text == "-0" else int(text)
