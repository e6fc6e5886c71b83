#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Both commands of the README on a bare Debian: a fresh minbase chroot that has nothing but the package mirror."""

import glob
import os
import re
import shutil
import subprocess
import tempfile

from harness import ROOT, Skip, case, check, contains, run

import wire

SUITE = "bookworm"
CACHE = "/var/tmp/replug-chroot-%d" % os.getuid()
# The chroot has its own /proc, /sys, /dev and /tmp; the mount and process namespaces end with the command.
ENTER = r"""
set -e
root=$1; shift
mount --make-rprivate /
mount -t proc proc "$root/proc"
mount -t sysfs sysfs "$root/sys" || mount --rbind /sys "$root/sys"
mount --rbind /dev "$root/dev"
mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts "$root/dev/pts" && mount --bind "$root/dev/pts/ptmx" "$root/dev/ptmx"
mount -t tmpfs tmpfs "$root/tmp"
mount --bind "$CACHE/archives" "$root/var/cache/apt/archives"
exec chroot "$root" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 $KEEP "$@"
"""


def needs():
    if not wire.is_root():
        return "making a chroot needs root"
    if not shutil.which("debootstrap"):
        return "debootstrap is not installed"
    probe = subprocess.run(["unshare", "-m", "-p", "-f", "mount", "--make-rprivate", "/"], stdin=subprocess.DEVNULL,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return "no mount namespace can be made here" if probe.returncode else None


def mirror():
    """The one this machine uses, else Debian's."""
    for path in ["/etc/apt/sources.list"] + sorted(glob.glob("/etc/apt/sources.list.d/*")):
        try:
            with open(path) as f:
                found = re.search(r"^(?:deb (?:\[[^]]*\] )?|URIs: *)(https?://\S*/debian)/?(?:\s|$)", f.read(), re.M)
        except OSError:
            continue
        if found:
            return found.group(1)
    return "http://deb.debian.org/debian"


def cache():
    """A directory that only this user can have filled: the packages of the bare system, and those the commands install."""
    os.makedirs(CACHE, mode=0o700, exist_ok=True)
    status = os.lstat(CACHE)
    check(status.st_uid == os.getuid() and not status.st_mode & 0o077, CACHE + " belongs to somebody else")
    os.makedirs(os.path.join(CACHE, "archives", "partial"), exist_ok=True)
    for left in glob.glob(os.path.join(CACHE, "root-*")) + glob.glob(os.path.join(CACHE, "make-*")):
        shutil.rmtree(left, ignore_errors=True)  # of a run that was killed; its mounts went with its namespace
    return CACHE


def bare_system(root):
    tarball = os.path.join(CACHE, SUITE + ".tar")
    log = ""
    if not os.path.exists(tarball):
        with tempfile.TemporaryDirectory(prefix="make-", dir=CACHE) as work:
            fresh = os.path.join(work, "packages.tar")
            made = subprocess.run(["debootstrap", "--variant=minbase", "--make-tarball=" + fresh, SUITE, os.path.join(work, "root"), mirror()],
                                  stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
            log = made.stdout
            if made.returncode or not os.path.exists(fresh):
                raise Skip("no package mirror: %s" % (log.strip().splitlines() or ["debootstrap said nothing"])[-1])
            os.rename(fresh, tarball)
    made = subprocess.run(["debootstrap", "--variant=minbase", "--unpack-tarball=" + tarball, SUITE, root, mirror()],
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if made.returncode:
        os.unlink(tarball)
    check(made.returncode == 0, "debootstrap: " + made.stdout[-2000:])
    if os.path.exists("/etc/resolv.conf"):
        shutil.copy("/etc/resolv.conf", os.path.join(root, "etc", "resolv.conf"))
    for conf in glob.glob("/etc/apt/apt.conf.d/*proxy*"):
        shutil.copy(conf, os.path.join(root, "etc", "apt", "apt.conf.d"))


def copy_sources(root):
    """Exactly the files of a clean checkout."""
    listed = subprocess.run(["sh", "devtools/files.sh"], cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout.split("\n")
    target = os.path.join(root, "replug")
    for name in filter(None, listed):
        path = os.path.join(target, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        shutil.copy2(os.path.join(ROOT, name), path, follow_symlinks=False)
    check(os.path.exists(os.path.join(target, "demo")), "the copy of the sources has no demo")


def inside(root, words, **more):
    """Run a command in /replug of the chroot; returns its output."""
    keep = " ".join("%s=%s" % item for item in dict(more, **{k: v for k, v in os.environ.items() if k.endswith("_proxy")}).items())
    done = subprocess.run(["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", ENTER, "enter", root, "sh", "-c",
                           "cd /replug && " + words], env=dict(os.environ, CACHE=CACHE, KEEP=keep), stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", check=False)
    check(done.returncode == 0, "%s: exit status %d:\n%s" % (words, done.returncode, done.stdout[-6000:]))
    return done.stdout


@case("both commands pass on a bare Debian", seconds=2100, needs=needs)
def both_commands():
    # Not in /tmp, which may be small or not allow programs.
    cache()
    with tempfile.TemporaryDirectory(prefix="root-", dir=CACHE) as root:
        os.chmod(root, 0o755)
        bare_system(root)
        copy_sources(root)
        shown = inside(root, "./demo")
        contains(shown, "Missing Debian packages")
        contains(shown, "Every byte of every packet is the same")
        check(shown.rstrip().splitlines()[-1].endswith("testpmd -- -i"), "last line: " + shown.rstrip().splitlines()[-1])
        # The sanitizer builds and the long soak are the outer run's; in here it matters that the command finds what it needs.
        shown = inside(root, "./runtests plain", TEST_SKIP="chroot", SOAK_CYCLES="300")
        last = shown.rstrip().splitlines()[-1]
        check(re.match(r"[1-9]\d* passed, 0 failed, \d+ skipped$", last), "last line: " + last)
        print("    inside: " + last)


run()
