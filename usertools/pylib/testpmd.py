# SPDX-License-Identifier: BSD-3-Clause
"""testpmd driven the way a person drives it: type a command at the prompt, read the answer."""

import itertools
import os
import re
import shutil
import tempfile

from buildtree import ROOT
from terminal import Late, Terminal, wait_until

PROMPT = "testpmd> "
_numbers = itertools.count()


def build_dir():
    return os.path.join(ROOT, os.environ.get("BUILD", "build"))


def binary():
    """The program under test: $TESTPMD, or the one of the build tree."""
    return os.environ.get("TESTPMD") or os.path.join(build_dir(), "app", "testpmd")


def lcores(workers=1):
    """An --lcores map for one main and some forwarding lcores that also fits a machine with one processor."""
    cpus = sorted(os.sched_getaffinity(0))
    return ",".join("%d@%d" % (i, cpus[i % len(cpus)]) for i in range(workers + 1))


class Testpmd(Terminal):
    """One running testpmd with its own runtime directory and file prefix; both are looked at, and gone, at the end."""

    def __init__(self, eal=(), app=("-i",), tty=True, env=None, workers=1, mbufs=4096, wrap=(), ready=True, **kw):
        self.runtime = tempfile.mkdtemp(prefix="testpmd-")
        environ = dict(os.environ if env is None else env)
        environ.update(XDG_RUNTIME_DIR=self.runtime, RUNTIME_DIRECTORY=self.runtime, TERM="dumb")
        self.prefix = "t%d_%d" % (os.getpid(), next(_numbers))
        argv = list(wrap) + [binary(), "--no-huge", "-m", "128", "--no-pci", "--file-prefix", self.prefix,
                             "--lcores", lcores(workers)] + list(eal) + ["--"] + list(app)
        if mbufs:
            argv.append("--total-num-mbufs=%d" % mbufs)
        try:
            super().__init__(argv, env=environ, tty=tty, **kw)
        except OSError:
            shutil.rmtree(self.runtime, ignore_errors=True)
            raise
        try:
            if ready and "-i" in app:
                self.expect(r"^testpmd> \Z")
        except BaseException:
            self.kill()
            raise

    def command(self, line, *expected, seconds=None):
        """Type a command, wait until the prompt is back, and return what it printed. Each expected pattern must be in it."""
        self.send(line)
        answer = self._answer(line, seconds)
        for pattern in expected:
            if not re.search(pattern, answer, re.M):
                raise AssertionError("%r should have said %r, it said:\n%s" %
                                     (line, pattern, "\n".join("    | " + x for x in answer.splitlines())))
        return answer

    def _answer(self, line, seconds):
        """On a terminal the typed line is echoed first; the answer stands between it and the next prompt at a line's start."""
        start = self.mark
        self.expect(r"\n(?:.*?^)?testpmd> " if self.tty else r"testpmd> ", seconds=seconds)
        body = self.text[start:self.mark - len(PROMPT)]
        if not self.tty:
            return body
        # The echo ends the first line, or the second when the line editor had to begin a fresh one.
        lines = body.split("\n")
        echoed = next((i for i in (1, 0) if i < len(lines) and line.strip() and lines[i].endswith(line.strip())), 0)
        return "\n".join(lines[echoed + 1:])

    def attach(self, devargs):
        """port attach; returns the number that the new port got."""
        answer = self.command("port attach " + devargs, r"^Port \d+ is attached\. Now total ports is \d+", r"^Done")
        return int(re.search(r"Port (\d+) is attached", answer).group(1))

    def detach(self, port):
        """Stop, close and detach one port."""
        self.command("port stop %d" % port, r"Done")
        self.command("port close %d" % port, r"Done")
        return self.command("port detach %d" % port, r"is detached", r"Now total ports is \d+", r"^Done")

    def start_port(self, port):
        return self.command("port start %d" % port, r"Done")

    def stats(self, port):
        """The counters of `show port stats` as a dictionary of numbers."""
        answer = self.command("show port stats %d" % port, r"NIC statistics for port %d\b" % port)
        return {k: int(v) for k, v in re.findall(r"([RT]X-[a-z]+): *(\d+)", answer)}

    def wait_stats(self, port, counter, value, seconds=20):
        """Wait until a counter reaches a value; returns all counters."""
        seen = {}

        def reached():
            seen.clear()
            seen.update(self.stats(port))
            return seen.get(counter, 0) >= value

        try:
            wait_until(reached, seconds, "")
        except Late:
            raise Late("%s of port %d does not reach %d: %s" % (counter, port, value, seen)) from None
        return dict(seen)

    def quit(self, seconds=None):
        """Leave by the front door. Returns the exit status."""
        self.send("quit")
        return self.wait(seconds)

    def leftovers(self):
        """Names of files that are still in the runtime directory."""
        found = []
        for where, _, names in os.walk(self.runtime):
            found += [os.path.join(where, n) for n in names]
        return found

    def kill(self):
        super().kill()
        shutil.rmtree(self.runtime, ignore_errors=True)
