#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Print every #include that looks upwards in the room graph of mk/rte.deps.mk, and every breach of an "only this room" rule.

usage: check-layers.py <graph file written by make>
"""
import os
import re
import sys

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.M)
COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.S)
STRING = re.compile(r'"(?:\\.|[^"\\\n])*"')

# (who may, what, pattern, look at strings too)
ONLY = [
    ("drivers/bus/pci", "names sysfs PCI paths, VFIO or UIO devices, libpciaccess",
     re.compile(r'"[^"\n]*(/sys/bus/pci|/dev/vfio|/dev/uio)|<linux/vfio\.h>|<pciaccess\.h>|\bVFIO_[A-Z_]+\b|\bpci_system_init\b'), True),
    ("lib/loop", "calls epoll", re.compile(r"\bepoll_(create1?|ctl|p?wait2?)\s*\("), False),
    ("lib/ipc", "opens unix sockets", re.compile(r"\b(AF|PF)_(UNIX|LOCAL)\b|\bstruct sockaddr_un\b"), False),
    ("lib/compat", "tests the API generation",
     re.compile(r"^[ \t]*#[ \t]*(?:if|elif|ifdef|ifndef)\b[^\n]*\b(?:RTE_API\b|RTE_API_LEVEL\b|RTE_VER(?:SION|_YEAR|_MONTH)\b)", re.M), False),
]
# Device drivers are called by the engine and do not call it; a bus may offer entries to it.
ENGINE = re.compile(r"^dev/(txn|life)[a-z_]*\.h$")


def read_graph(path):
    rooms, knows, public, glue = [], {}, {}, set()
    for line in open(path, encoding="utf-8"):
        words = line.split()
        if words[:1] == ["room"]:
            rooms.append(words[1])
            knows[words[1]] = set(words[2:])
            for below in words[2:]:
                knows[words[1]] |= knows[below]
        elif words[:1] == ["public"]:
            for header in words[2:]:
                public[os.path.basename(header)] = words[1]
        elif words[:1] == ["glue"]:
            glue.add((words[1], words[2]))
    return rooms, knows, public, glue


class Tree:
    def __init__(self, graph):
        self.rooms, self.knows, self.public, self.glue = read_graph(graph)
        self.found = []

    def room_of(self, path):
        fits = [r for r in self.rooms if path.startswith(r + "/")]
        return max(fits, key=len, default=None)

    def say(self, path, text, offset, message):
        self.found.append(f"{path}:{text.count(chr(10), 0, offset) + 1}: {message}")

    def target(self, path, quoted, name):
        """Path inside the tree that an include means, or None for a header of the system."""
        if quoted:
            beside = os.path.normpath(os.path.join(os.path.dirname(path), name))
            if os.path.exists(beside):
                return beside
        if os.path.exists(os.path.join("lib", name)):
            return os.path.join("lib", name)
        if name in self.public:
            return os.path.join(self.public[name], name)
        return None

    def includes(self, path, text, room):
        for m in INCLUDE.finditer(text):
            quoted, name = m.group(1) == '"', m.group(2)
            to = self.target(path, quoted, name)
            if to is None:
                continue
            other = self.room_of(to)
            if other is None:
                self.say(path, text, m.start(), f"includes {name}, which lies in no room of mk/rte.deps.mk")
            elif other != room and other not in self.knows[room] and (path, other) not in self.glue:
                self.say(path, text, m.start(), f"{room} must not know {other} (includes {name})")
            elif room.startswith("app/") and other != room and os.path.basename(to) not in self.public:
                self.say(path, text, m.start(), f"applications use public headers only (includes {name})")
            elif room.startswith(("drivers/net", "drivers/mempool")) and ENGINE.match(to[len("lib/"):]):
                self.say(path, text, m.start(), f"drivers do not call the engine (includes {name})")

    def only(self, path, text, room):
        code = COMMENT.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), text)
        bare = STRING.sub(lambda m: " " * len(m.group()), code)
        for owner, what, pattern, strings in ONLY:
            if room == owner:
                continue
            for m in pattern.finditer(code if strings else bare):
                self.say(path, text, m.start(), f"only {owner} {what} ({m.group().strip()})")

    def walk(self):
        for top in ("lib", "drivers", "app"):
            for where, _, files in sorted(os.walk(top)):
                for name in sorted(files):
                    if not name.endswith((".c", ".h")):
                        continue
                    path = os.path.join(where, name)
                    room = self.room_of(path)
                    if room is None:
                        self.found.append(f"{path}: lies in no room of mk/rte.deps.mk")
                        continue
                    text = open(path, encoding="utf-8").read()
                    self.includes(path, text, room)
                    self.only(path, text, room)


def main():
    tree = Tree(sys.argv[1])
    tree.walk()
    print("\n".join(tree.found), end="\n" if tree.found else "")
    return 1 if tree.found else 0


if __name__ == "__main__":
    sys.exit(main())
