# SPDX-License-Identifier: BSD-3-Clause
# make check: rules of the house that a program can see. Each check prints "check <name>: ok" or what offends.

HASH := \#
CHECKS := format layers headers abi spdx exports scripts
C_FILES := $(shell find lib drivers app test usertools devtools examples config -name '*.c' -o -name '*.h' 2>/dev/null | sort)

# --- What the scripts want to know about the graph ----------------------------------------------------------------------------
GRAPH_FILE := $(O)/.graph
.PHONY: graph-file
graph-file:
	$(Q)mkdir -p $(O)
	$(file >$(GRAPH_FILE))
	$(foreach r,$(ROOMS),$(file >>$(GRAPH_FILE),room $(r) $(KNOWS.$(r))))
	$(foreach d,$(GRAPH_DIRS),$(file >>$(GRAPH_FILE),public $(d) $(PUBLIC.$(d))))
	$(foreach g,$(GLUE),$(file >>$(GRAPH_FILE),glue $(subst :, ,$(g))))
	$(file >>$(GRAPH_FILE),public config rte_config.h)
	$(foreach a,$(BUILT),$(file >>$(GRAPH_FILE),archive $(a) $(call needs,$(a))))

# --- Headers compile alone: one small compilation per header and compiler, repeated when the header or what it includes changed -----
# c: as an application that asks for nothing; clang: with _GNU_SOURCE, as our own sources.
ALONE.gcc := gcc -std=gnu11 -x c
ALONE.clang := clang -std=gnu11 -D_GNU_SOURCE -x c
ALONE.g++ := g++ -x c++
ALONE.clang++ := clang++ -x c++
ALONE_DIR := $(O)/check/headers
ALONE_FLAGS := $(MACHINE_CFLAGS) -Wall -Wextra -Werror -fsyntax-only -I$(O)/include -include rte_config.h
INSTALLED := $(foreach p,$(HEADER_LIST),$(patsubst include/%,%,$(lastword $(subst :, ,$(p)))))
PRIVATE := $(filter-out $(foreach p,$(HEADER_LIST),$(firstword $(subst :, ,$(p)))),$(filter lib/%.h drivers/%.h,$(C_FILES)))

define alone-rule
$(ALONE_DIR)/$(1)/%.out: $$(FLAGS_STAMP) | $$(HEADER_STAMP)
	$$(Q)mkdir -p $$(@D) && : >$$@.tmp && { printf '#include <%s>\n' $$* | $(ALONE.$(1)) $(ALONE_FLAGS) -MMD -MP -MT $$@ -MF $$(@:.out=.d) - >$$@.tmp 2>&1 || \
		echo "$$*: does not compile alone with $(1)" >>$$@.tmp; } && mv $$@.tmp $$@
endef
$(foreach c,gcc clang g++ clang++,$(eval $(call alone-rule,$(c))))
$(ALONE_DIR)/private/%.out: $(FLAGS_STAMP) | $(HEADER_STAMP)
	$(Q)mkdir -p $(@D) && { printf '#include "%s"\n' $* | gcc -std=gnu11 -D_GNU_SOURCE -x c $(ALONE_FLAGS) -I. -Ilib -MMD -MP -MT $@ -MF $(@:.out=.d) - >$@.tmp 2>&1 || \
		echo "$*: does not compile alone" >>$@.tmp; } && mv $@.tmp $@

ALONE := $(foreach c,gcc clang g++ clang++,$(INSTALLED:%=$(ALONE_DIR)/$(c)/%.out)) $(PRIVATE:%=$(ALONE_DIR)/private/%.out)
-include $(wildcard $(ALONE:.out=.d))
# What failed is tried again: a header that was missing stands in no dependency file.
.PHONY: always
$(filter $(ALONE),$(shell find $(ALONE_DIR) -name '*.out' -size +0 2>/dev/null)): always

# Missing compilers are named once.
.PHONY: check-headers alone-tools
alone-tools:
	$(Q)for t in gcc g++ clang clang++; do command -v $$t >/dev/null || { echo "check headers: failed (missing tool: $$t)"; exit 1; }; done
$(ALONE): | alone-tools
check-headers: $(ALONE)
	$(Q)sh devtools/check-report.sh headers cat $(ALONE)

# --- The rest --------------------------------------------------------------------------------------------------------------------
.PHONY: check check-format check-layers check-abi check-spdx check-exports check-scripts format exports
check-format:
	$(Q)sh devtools/check-report.sh format python3 devtools/check-format.py $(C_FILES)
check-layers: graph-file
	$(Q)sh devtools/check-report.sh layers python3 devtools/check-layers.py $(GRAPH_FILE)
check-abi: $(HEADER_STAMP)
	$(Q)sh devtools/check-report.sh abi python3 devtools/check-abi.py $(O)/include
check-spdx:
	$(Q)sh devtools/check-report.sh spdx sh devtools/check-spdx.sh
check-exports: $(SHARED_LIBS)
	$(Q)sh devtools/check-report.sh exports sh devtools/exports.sh check $(O)/lib $(BUILT)
check-scripts:
	$(Q)sh devtools/check-report.sh scripts bash devtools/check-scripts.sh

# All of them, also when one finds something.
check: $(SHARED_LIBS) $(ALONE) graph-file
	$(Q)rc=0; for c in $(CHECKS); do $(MAKE) -s O=$(O) check-$$c || rc=1; done; exit $$rc

format:
	$(Q)python3 devtools/check-format.py --fix $(C_FILES)
exports: $(SHARED_LIBS)
	$(Q)sh devtools/exports.sh write $(O)/lib $(BUILT)

# --- Static analysis: slower, with an eye of its own, therefore not part of check ---------------------------------------------------
LINT_C := $(filter lib/%.c drivers/%.c app/%.c,$(C_FILES))
LINT_FLAGS := $(filter-out -fsanitize%,$(BASE_CFLAGS))
.PHONY: lint lint-cppcheck lint-tidy
lint: lint-cppcheck lint-tidy
CPPCHECK_QUIET := missingIncludeSystem preprocessorErrorDirective readdirCalled leakReturnValNotUsed
# cppcheck reads no headers of the system; it only has to know the list macros.
LIST_MACROS := $(shell echo '$(HASH)include <sys/queue.h>' | $(CC) -M -x c - 2>/dev/null | tr ' ' '\n' | grep 'sys/queue.h')
lint-cppcheck: $(HEADER_STAMP)
	$(Q)sh devtools/check-report.sh cppcheck cppcheck --quiet --enable=warning,portability --inline-suppr --library=posix,gnu \
		$(CPPCHECK_QUIET:%=--suppress=%) --std=c11 --platform=unix64 -j 2 --error-exitcode=1 \
		-I$(O)/include -Ilib --include=config/rte_config.h $(LIST_MACROS:%=--include=%) -D__x86_64__ -D__GNUC__=12 -D__linux__ $(LINT_C)
lint-tidy: $(HEADER_STAMP)
	$(Q)sh devtools/check-report.sh clang-tidy clang-tidy --quiet $(LINT_C) -- $(LINT_FLAGS)
