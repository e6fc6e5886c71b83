#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""testpmd at a terminal and without one: line editing, completion, history, command files, pipes."""

import os
import subprocess

from harness import case, check, contains, equal, run

from testpmd import Testpmd, binary


@case("TAB completes a command word")
def completion():
    with Testpmd() as t:
        t.send("show por\tsumm\tall")
        t.expect(r"Number of available ports: 0", r"^testpmd> ")
        equal(t.quit(), 0, "exit status")


@case("TAB with several possibilities shows them")
def choices():
    with Testpmd() as t:
        t.send("port st\t\t", end="")
        t.expect(r"start")
        t.expect(r"stop")
        t.send("", end="\x15\n")
        t.expect(r"testpmd> ")
        equal(t.quit(), 0, "exit status")


@case("the arrow up brings the last line back")
def history():
    with Testpmd() as t:
        t.command("port attach net_null0", r"is attached")
        t.command("show port summary all", r"Number of available ports: 1")
        t.send("\x1b[A")
        t.expect(r"Number of available ports: 1", r"^testpmd> ")
        t.send("\x1b[A\x1b[A\x1b[A")
        t.expect(r"Failed to attach port|already", r"^testpmd> ")
        equal(t.quit(), 0, "exit status")


@case("backspace and ^U edit the line")
def editing():
    with Testpmd() as t:
        t.send("nonsense\x15show port summary alx\x7fl")
        t.expect(r"Number of available ports: 0", r"^testpmd> ")
        equal(t.quit(), 0, "exit status")


@case("help shows the commands")
def help_page():
    with Testpmd() as t:
        answer = t.command("help")
        check(answer.strip(), "help says nothing")
        equal(t.quit(), 0, "exit status")


@case("commands come from a file, then from the terminal")
def command_file(where):
    script = os.path.join(where, "commands")
    with open(script, "w") as f:
        f.write("port attach net_null0\nport attach net_null1\nport start all\nset fwd rxonly\nstart\n")
    with Testpmd(app=("-i", "--cmdline-file=" + script)) as t:
        t.command("show port summary all", r"Number of available ports: 2")
        t.wait_stats(0, "RX-packets", 100)
        t.command("stop", r"Accumulated forward statistics")
        equal(t.quit(), 0, "exit status")


@case("a whole session comes from a pipe; the answers are in order")
def piped(where):
    lines = ["port attach net_null0", "port start 0", "show port summary all", "port stop 0", "port close 0", "port detach 0",
             "show port summary all", "quit"]
    env = dict(os.environ, XDG_RUNTIME_DIR=where, RUNTIME_DIRECTORY=where)
    done = subprocess.run([binary(), "--no-huge", "-m", "128", "--no-pci", "--", "-i", "--total-num-mbufs=2048"],
                          input="\n".join(lines) + "\n", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=120,
                          env=env, text=True, check=False)
    equal(done.returncode, 0, "exit status")
    at = 0
    for words in ("Port 0 is attached. Now total ports is 1", "Number of available ports: 1", "Stopping ports", "Closing ports",
                  "is detached", "Number of available ports: 0", "Bye"):
        found = done.stdout.find(words, at)
        check(found >= 0, "no %r after byte %d of:\n%s" % (words, at, done.stdout))
        at = found


@case("-h shows the options and ends with 0")
def usage(where):
    done = subprocess.run([binary(), "--help"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          timeout=60, text=True, check=False, env=dict(os.environ, XDG_RUNTIME_DIR=where))
    equal(done.returncode, 0, "exit status")
    contains(done.stdout, "--vdev")


run()
