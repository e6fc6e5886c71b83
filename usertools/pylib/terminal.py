# SPDX-License-Identifier: BSD-3-Clause
"""A program at the other end of a terminal (or of two pipes): send words, wait for words, each wait with a deadline."""

import ctypes
import errno
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time

# Sanitized programs are several times slower; the runner says by how much.
SLOW = float(os.environ.get("TEST_SLOW", "1"))
ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\x07")
PR_SET_PDEATHSIG = 1


class Late(Exception):
    """What was waited for did not come in time."""


def wait_until(test, seconds, what):
    """Return the first true value of test(); raise Late after so many seconds."""
    end = time.monotonic() + seconds * SLOW
    while True:
        value = test()
        if value:
            return value
        if time.monotonic() > end:
            raise Late("after %g s: %s" % (seconds * SLOW, what))
        select.select([], [], [], 0.002)


def die_with_parent():
    """In a child before exec: end when the parent ends, however that ends; and let ^C work as for a person."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


class Terminal:
    """One child process on a pseudo terminal (tty=True) or on pipes (tty=False)."""

    def __init__(self, argv, env=None, tty=True, deadline=30, columns=500, preexec=None, **kw):
        self.argv = argv
        self.deadline = deadline
        self.raw = ""
        self.mark = 0
        self.tty = tty

        def before_exec():
            die_with_parent()
            if preexec:
                preexec()

        if tty:
            self.fd, slave = pty.openpty()
            fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
            streams = {"stdin": slave, "stdout": slave, "stderr": slave}
        else:
            streams = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        environ = dict(os.environ if env is None else env)
        environ.setdefault("TERM", "dumb")
        self.proc = subprocess.Popen(argv, env=environ, close_fds=True, start_new_session=True,
                                     preexec_fn=before_exec, **streams, **kw)
        if tty:
            os.close(slave)
            self.out = self.fd
        else:
            self.fd = self.proc.stdin.fileno()
            self.out = self.proc.stdout.fileno()
        os.set_blocking(self.out, False)

    @property
    def text(self):
        """Everything printed so far, without escape sequences and carriage returns."""
        return ANSI.sub("", self.raw).replace("\r", "")

    def pump(self, seconds):
        """Read what is there within so many seconds. False at the end of the output."""
        try:
            ready, _, _ = select.select([self.out], [], [], seconds)
            if ready:
                data = os.read(self.out, 65536)
                if not data:
                    return False
                self.raw += data.decode("utf-8", "replace")
        except BlockingIOError:
            pass
        except OSError as e:
            if e.errno != errno.EIO:
                raise
            return False
        return True

    def send(self, line, end="\n"):
        """Type a line. Words waited for from now on must come after this moment."""
        while self.pump(0) and select.select([self.out], [], [], 0)[0]:
            pass
        self.mark = len(self.text)
        os.write(self.fd, (line + end).encode())

    def expect(self, *patterns, seconds=None):
        """Wait for each pattern in turn, all after the last send. Returns the last match."""
        seconds = (seconds or self.deadline) * SLOW
        end = time.monotonic() + seconds
        match = None
        for pattern in patterns:
            while True:
                match = re.compile(pattern, re.M | re.S).search(self.text, self.mark)
                if match:
                    self.mark = match.end()
                    break
                alive = self.pump(max(0, min(0.5, end - time.monotonic())))
                if not alive or time.monotonic() > end:
                    match = re.compile(pattern, re.M | re.S).search(self.text, self.mark)
                    if match:
                        self.mark = match.end()
                        break
                    why = "it ended" if not alive else "%g s passed" % seconds
                    raise Late("%s before %r came; its last words:\n%s" % (why, pattern, self.tail()))
        return match

    def tail(self, lines=25):
        return "\n".join("    | " + x for x in self.text.splitlines()[-lines:])

    def end_of_input(self):
        """Say that nothing more will be typed: ^D on a terminal, end of file on a pipe."""
        if self.tty:
            os.write(self.fd, b"\x04")
        else:
            self.proc.stdin.close()

    def signal(self, number):
        self.proc.send_signal(number)

    def wait(self, seconds=None):
        """Wait until the program has ended; return its exit status (negative: killed by that signal)."""
        end = time.monotonic() + (seconds or self.deadline) * SLOW
        while self.proc.poll() is None:
            if time.monotonic() > end:
                raise Late("it did not end; its last words:\n%s" % self.tail())
            if not self.pump(0.02):
                try:
                    return self.proc.wait(max(0.1, end - time.monotonic()))
                except subprocess.TimeoutExpired:
                    raise Late("it closed its output but did not end") from None
        while self.pump(0) and select.select([self.out], [], [], 0)[0]:
            pass
        return self.proc.returncode

    def kill(self):
        """End it whatever its state; harmless when it has ended."""
        if self.proc.poll() is None:
            try:
                os.killpg(self.proc.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            self.proc.wait()
        if self.tty:
            if self.fd >= 0:
                os.close(self.fd)
            self.fd = -1
        else:
            for stream in (self.proc.stdin, self.proc.stdout):
                try:
                    stream.close()
                except OSError:
                    pass

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()
