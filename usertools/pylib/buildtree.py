# SPDX-License-Identifier: BSD-3-Clause
"""What a build directory was built with, so that another make leaves it as it is."""

import os
import re

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


class BuildTree:
    """The directory that $BUILD names (default: build), made by the Makefile of this tree."""

    def __init__(self):
        self.path = os.path.join(ROOT, os.environ.get("BUILD", "build"))
        try:
            with open(os.path.join(self.path, ".flags")) as f:
                self.flags = f.read()
        except OSError:
            raise SystemExit("%s is no build directory: run make first" % self.path) from None
        sanitizer = re.search(r"-fsanitize=(\S+)", self.flags)
        self.sanitizer = sanitizer.group(1) if sanitizer else ""
        self.sanitizer_flags = ["-fsanitize=" + self.sanitizer] if sanitizer else []
        compiler = re.search(r"\| (\S*(?:gcc|clang|cc)\S*) ", self.flags)
        self.compiler = compiler.group(1) if compiler else "gcc"
        # The name as it was given to make: it is part of the recorded flags.
        name = re.search(r"-I(\S+)/include\b", self.flags)
        self.name = name.group(1) if name else os.path.relpath(self.path, ROOT)

    @property
    def relative(self):
        """Seen from the top of the sources, as RTE_TARGET is."""
        return os.path.relpath(self.path, ROOT)

    def switches(self):
        """Arguments for make."""
        words = ["O=" + self.name, "CC=" + self.compiler]
        if self.sanitizer:
            words.append("SAN=" + self.sanitizer)
        elif "-DRTE_DEBUG" in self.flags:
            words.append("DEBUG=1")
        return words


def outside_env(**more):
    """The environment without what an outer make or a test run has set."""
    env = {k: v for k, v in os.environ.items()
           if not re.match(r"MAKE|MFLAGS|RTE_|BUILD$|TESTPMD$|PKG_CONFIG|LD_LIBRARY_PATH|REPLUG_INSIDE", k)}
    env.update(more)
    return env
