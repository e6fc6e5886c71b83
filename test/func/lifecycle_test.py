#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Programs outside this tree: the life of a device, modern and by port number, built in every way and run."""

import os
import shutil
import subprocess

from harness import ROOT, case, check, contains, equal, run

from buildtree import BuildTree, outside_env

TREE = BuildTree()
WAYS = ("modern", "legacy")
EAL = ("--no-huge", "--no-shconf", "-m", "64", "--no-pci", "--lcores", "0@%d" % min(os.sched_getaffinity(0)))


def do(words, cwd=None, env=None, seconds=300):
    done = subprocess.run(words, cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          timeout=seconds, text=True, check=False)
    check(done.returncode == 0, "%s: exit status %d:\n%s" % (" ".join(words), done.returncode, done.stdout))
    return done.stdout


def sources(where, way):
    """A copy outside the tree, as a stranger's program has it."""
    copy = os.path.join(where, "application")
    shutil.copytree(os.path.join(ROOT, "test", "func", "lifecycle", way), copy)
    return copy


def installed(where):
    """make install into a staging directory; returns its libraries and the environment in which pkg-config finds only this one."""
    stage = os.path.join(where, "stage")
    do(["make", "-C", ROOT, "install", "prefix=/opt/replug", "DESTDIR=" + stage] + TREE.switches(), env=outside_env())
    found = [at for at, _, names in os.walk(stage) if "libdpdk.pc" in names]
    equal(len(found), 1, "directories with libdpdk.pc")
    libdir = os.path.dirname(found[0])
    return libdir, outside_env(PKG_CONFIG_LIBDIR=found[0], PKG_CONFIG_SYSROOT_DIR=stage, LD_LIBRARY_PATH=libdir)


def through_pkg_config(where, way, static):
    libdir, env = installed(where)
    copy = sources(where, way)
    mode = ["--static"] if static else []
    check("22.11" in do(["pkg-config", "--modversion", "libdpdk"], env=env), "the version is not that of the interface")
    compile_flags = do(["pkg-config", "--cflags", "libdpdk"], env=env).split()
    link_flags = do(["pkg-config"] + mode + ["--libs", "libdpdk"], env=env).split()
    program = os.path.join(where, "program")
    do([TREE.compiler, "-O2", "-Wall", "-Wextra", "-Werror"] + TREE.sanitizer_flags + compile_flags + ["-o", program, os.path.join(copy, "lifecycle.c")] +
       link_flags, env=env)
    drivers = [] if static else ["-d", next(at for at, _, _ in os.walk(libdir) if os.path.basename(at).startswith("pmds-"))]
    output = do([program] + list(EAL) + drivers, cwd=where, env=env)
    contains(output, "all as it should be")


def make_pkg_config_case(way, static):
    @case("%s program, installed libraries, %s link by pkg-config" % (way, "static" if static else "shared"), seconds=400)
    def by_pkg_config(where):
        through_pkg_config(where, way, static)


def make_sdk_case(way):
    @case("%s program, RTE_SDK and RTE_TARGET" % way, seconds=400)
    def by_sdk(where):
        copy = sources(where, way)
        env = outside_env(RTE_SDK=ROOT, RTE_TARGET=TREE.relative)
        extra = ["EXTRA_CFLAGS=" + TREE.sanitizer_flags[0], "EXTRA_LDFLAGS=" + TREE.sanitizer_flags[0]] if TREE.sanitizer else []
        do(["make", "CC=" + TREE.compiler] + extra, cwd=copy, env=env)
        check(os.path.exists(os.path.join(copy, "build", "app", "lifecycle")), "no build/app/lifecycle")
        contains(do([os.path.join(copy, "build", "lifecycle")] + list(EAL), cwd=where, env=env), "all as it should be")


for each in WAYS:
    make_pkg_config_case(each, static=False)
    make_pkg_config_case(each, static=True)
    make_sdk_case(each)

run()
