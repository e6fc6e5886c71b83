# SPDX-License-Identifier: BSD-3-Clause
"""Cases of a functional test: each has a name in words and a deadline, each prints one line that test/run counts."""

import os
import signal
import sys
import tempfile
import time
import traceback

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, os.path.join(ROOT, "usertools", "pylib"))

import wire  # noqa: E402
from terminal import Late, SLOW  # noqa: E402

CASES = []


class Skip(Exception):
    """This case cannot be tried here; the text says why."""


class Overtime(Exception):
    """The case as a whole took too long."""


def case(words, seconds=120, needs=None):
    """Mark a function as a case. `needs` is a function that returns why it cannot run here, or None."""
    def mark(function):
        CASES.append((words, function, seconds, needs))
        return function
    return mark


def check(condition, words):
    if not condition:
        raise AssertionError(words)


def equal(found, wanted, what):
    if found != wanted:
        raise AssertionError("%s: found %r, wanted %r" % (what, found, wanted))


def contains(text, words):
    if words not in text:
        raise AssertionError("no %r in:\n%s" % (words, text))


def _too_late(*_):
    raise Overtime("the case took too long")


def _cable_of(kind):
    """One cable per case, so that cases cannot disturb each other."""
    return wire.Cable() if kind else None


def run(netns=False):
    """Run the cases whose name contains one of the arguments (all without arguments). Exit status 1 when one failed."""
    if netns:
        why = wire.missing()
        if why:
            for words, *_ in CASES:
                print("skip - %s: %s" % (words, why), flush=True)
            sys.exit(77)
        wire.enter_namespace()
    signal.signal(signal.SIGALRM, _too_late)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    failed = 0
    for words, function, seconds, needs in CASES:
        if sys.argv[1:] and not any(a in words for a in sys.argv[1:]):
            continue
        why = needs() if needs else None
        if why:
            print("skip - %s: %s" % (words, why), flush=True)
            continue
        start = time.monotonic()
        signal.alarm(int(seconds * SLOW))
        cable = None
        try:
            with tempfile.TemporaryDirectory(prefix="replug-test-") as where:
                arguments = {"where": where}
                names = function.__code__.co_varnames[:function.__code__.co_argcount]
                if "cable" in names:
                    cable = arguments["cable"] = _cable_of(netns)
                function(**{k: v for k, v in arguments.items() if k in names})
            signal.alarm(0)
            print("ok - %s (%.1f s)" % (words, time.monotonic() - start), flush=True)
        except Skip as e:
            signal.alarm(0)
            print("skip - %s: %s" % (words, e), flush=True)
        except Exception as e:  # a broken case must not hide the others
            signal.alarm(0)
            failed += 1
            print("not ok - %s" % words, flush=True)
            if isinstance(e, (AssertionError, Late, Overtime)):
                where_ = traceback.extract_tb(e.__traceback__)[1]
                print("    line %d: %s" % (where_.lineno, e), flush=True)
            else:
                traceback.print_exc(file=sys.stdout)
        finally:
            signal.alarm(0)
            if cable:
                cable.remove()
    sys.exit(1 if failed else 0)
