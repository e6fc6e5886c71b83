#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-3-Clause
"""Compare C sources with clang-format's opinion and report (or, with --fix, repair) the lines that differ in a way that counts.

What stays the author's choice: columns of trailing comments, of #define values and of line-end backslashes; blanks inside braces;
indentation of continuation lines; line breaks beyond those that clang-format asks for. Lines end before column 130.
"""
import concurrent.futures
import difflib
import os
import re
import subprocess
import sys
import tempfile

FORMATTER = "clang-format-14"
COLUMNS = 130

# An unfinished line: the next one continues it, and may be indented as the author likes.
UNFINISHED = re.compile(r"([,(=?:&|+\-*/<>\\]|\b(return|else))\s*(/\*.*\*/)?$")


def normal(line):
    """A line without the differences that do not count."""
    body = line.rstrip()
    indent = re.match(r"\s*", body).group()
    body = body[len(indent):]
    body = re.sub(r"\s*\\$", r" \\", body)
    body = re.sub(r"(?<=\S)\s+(/\*|//)", r" \1", body)
    body = re.sub(r"\{\s+(?=\S)", "{", body)
    body = re.sub(r"(?<=\S)\s+\}", "}", body)
    body = re.sub(r"\)\s+\"", ")\"", body)
    body = re.sub(r"(\((struct|union) [^()]*\)) \{", r"\1{", body)
    body = re.sub(r"\*\s+(?=\w)", "*", body)
    if body.startswith("#"):
        body = re.sub(r"\s+", " ", body)
        indent = ""
    return indent + body


def continues(lines, i):
    if i == 0:
        return False
    before = lines[i - 1].rstrip()
    return before.startswith("#undef") or before.count("(") > before.count(")") or bool(UNFINISHED.search(before))


def squeezed(part):
    return re.sub(r"\s+", "", "".join(re.sub(r"\\$", "", line.rstrip()) for line in part))


def harmless(old, new, i1, i2, j1, j2):
    """Whether replacing old[i1:i2] by new[j1:j2] would only undo a choice that is the author's."""
    mine, theirs = old[i1:i2], new[j1:j2]
    if any(re.search(r"__rte_(format_printf|packed|aligned)|__attribute__|__extension__", line) for line in mine):
        return True
    if mine and all(re.match(r"\s*(typedef )?enum\b.*\{.*\}.*;", line) for line in mine):
        return True
    if squeezed(mine) != squeezed(theirs):
        return False
    if len(mine) > len(theirs):
        return True
    # Macros, assembly, function typedefs, chains of ?:, lists with several items on a line, and what continues an unfinished line:
    # as written.
    if any(re.match(r"\s*#\s*define|typedef |.*\?.*:", line) or "asm" in line or line.endswith("\\") for line in mine):
        return True
    if all(re.match(r'\s*([{"]|[A-Z0-9_, ]+$|\.\w+ = )|.*,$', line) for line in mine) or continues(old, i1):
        return True
    return len(mine) == len(theirs) and all(
        normal(m).strip() == normal(t).strip() and (continues(old, i1 + k) or m.rstrip().endswith("\\") or m.lstrip().startswith("*"))
        for k, (m, t) in enumerate(zip(mine, theirs))
    )


def wrapped(line):
    """A comment line that is too long, as lines that are not; other lines as they are."""
    m = re.match(r"^(\s*)(/\*\*?|\*) (.*)$", line)
    if width(line) <= COLUMNS or not m or "/*" in m.group(3):
        return [line]
    indent, start, words = m.groups()
    inner = indent if start == "*" else indent + " "
    out, current = [], f"{indent}{start}"
    for word in re.sub(r" \*/$", "\0*/", words).split(" "):
        if width(f"{current} {word}") > COLUMNS:
            out.append(current)
            current = f"{inner}*" + ("  " if start == "/**" else " ") + word if start != "*" else f"{inner}* {word}"
        else:
            current += " " + word
    return [part.replace("\0", " ") for part in out + [current]]


def foreach_macros(paths):
    """Names of the loop macros that the sources define themselves."""
    names = set()
    for path in paths:
        with open(path, encoding="utf-8") as f:
            names.update(re.findall(r"^#\s*define\s+(\w*FOREACH\w*)\(", f.read(), re.M))
    return sorted(names)


def write_style(paths, columns=0):
    """The style of .clang-format, with these macros and this limit, in a file for the formatter."""
    with open(".clang-format", encoding="utf-8") as f:
        style = f.read().replace("ColumnLimit: 0", f"ColumnLimit: {columns}")
    for name in foreach_macros(paths):
        if f"- {name}\n" not in style:
            style += f"  - {name}\n"
    with tempfile.NamedTemporaryFile("w", suffix=".clang-format", delete=False) as f:
        f.write(style)
    return f.name


def break_long_lines(path, style):
    """Let the formatter break the statements that pass the last column; not where only a comment does."""
    with open(path, encoding="utf-8") as f:
        lines = [line.rstrip("\n") for line in f]
    long = [f"--lines={n}:{n}" for n, line in enumerate(lines, 1) if width(line) > COLUMNS and not re.search(r"/\*.*\*/$", line)]
    if long:
        subprocess.run([FORMATTER, "-i", f"--style=file:{style}", *long, path], check=True)


def examine(path, style):
    """Text, formatted text and the spans of it that differ in a way that counts."""
    text = open(path, encoding="utf-8").read()
    out = subprocess.run([FORMATTER, f"--style=file:{style}", path], capture_output=True, text=True, check=True).stdout
    old, new = text.split("\n"), out.split("\n")
    matcher = difflib.SequenceMatcher(None, [normal(x) for x in old], [normal(x) for x in new], autojunk=False)
    spans = [op[1:] for op in matcher.get_opcodes() if op[0] != "equal" and not harmless(old, new, *op[1:])]
    blanks = [i for i, line in enumerate(old) if line != line.rstrip()]
    return path, text, old, new, spans, blanks


def width(line):
    return len(line.expandtabs(8))


def repair(path, before, old, new, spans):
    for i1, i2, j1, j2 in reversed(spans):
        old[i1:i2] = new[j1:j2]
    fixed = "\n".join(part.rstrip() for line in old for part in wrapped(line))
    if fixed != before:
        with open(path, "w", encoding="utf-8") as f:
            f.write(fixed)


def report(path, old, new, spans, blanks):
    """Print what offends in one file; how many offences."""
    long = [n for n, line in enumerate(old, 1) if width(line) > COLUMNS]
    for n in long:
        print(f"{path}:{n}: {width(old[n - 1])} columns")
    for i in blanks:
        print(f"{path}:{i + 1}: blanks at the end of the line")
    for i1, i2, j1, j2 in spans:
        print(f"{path}:{i1 + 1}: clang-format wants")
        print("\n".join([f"  - {line}" for line in old[i1:i2]] + [f"  + {line}" for line in new[j1:j2]]))
    return len(long) + len(spans) + len(blanks)


def main(args):
    fix = args[:1] == ["--fix"]
    paths = args[1 if fix else 0:]
    style, narrow = write_style(paths), write_style(paths, COLUMNS)
    bad = 0
    try:
        with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
            for path, before, old, new, spans, blanks in pool.map(examine, paths, [style] * len(paths)):
                if fix:
                    repair(path, before, old, new, spans)
                    break_long_lines(path, narrow)
                else:
                    bad += report(path, old, new, spans, blanks)
    finally:
        os.unlink(style)
        os.unlink(narrow)
    return 1 if bad else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except FileNotFoundError as e:
        sys.exit(f"missing tool or file: {e.filename}")
