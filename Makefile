# SPDX-License-Identifier: BSD-3-Clause
# Top of the build. "make help" prints the lines that start with #: here.
#: make [all]            libraries (static and shared), drivers, applications into $(O)
#: make librte_ring      one archive with what it needs
#: make unit [UNIT=x]    unit tests (those whose path contains x)
#: make test             unit tests, then test/run
#: make check            format, layering, headers alone, ABI, SPDX lines, exported symbols, scripts
#: make format           let the formatter repair what "check format" found
#: make exports          write the lists of exported symbols anew
#: make lint             cppcheck and clang-tidy
#: make bench            measurements of the data path
#: make doc              guides and API reference
#: make install          prefix=/usr/local, DESTDIR=; make uninstall takes it back
#: make clean            remove the build directory
#:
#: O=dir      where everything goes (build)     CC=clang   compiler
#: V=1        show commands                     DEBUG=1    -O1 and assertions
#: SAN=list   sanitizers: address,undefined or thread
#: EXTRA_CFLAGS, EXTRA_LDFLAGS, EXTRA_LDLIBS   added at the end

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules --no-print-directory

ifneq ($(CURDIR),$(patsubst %/,%,$(dir $(abspath $(lastword $(MAKEFILE_LIST))))))
$(error run make in the directory of this Makefile, or with -C)
endif
RTE_SDK := $(CURDIR)
export RTE_SDK
RTE_GRAPH := 1

# Where everything goes. "make install T=<target>" is an older spelling and names a directory beside this file.
O ?= $(or $(if $(filter config,$(MAKECMDGOALS)),,$(T)),build)
RTE_OUTPUT := $(abspath $(O))

include mk/internal/toolchain.mk
include config/defconfig
include mk/rte.deps.mk

ifneq ($(filter-out clean help,$(or $(MAKECMDGOALS),all)),)
$(call record,$(FLAGS_STAMP),$(shell $(CC) --version | head -n 1) | $(CC) $(BASE_CFLAGS) $(WARN_CFLAGS) $(EXTRA_CFLAGS) | $(LINK_FLAGS) $(EXTRA_LDFLAGS) $(EXTRA_LDLIBS))
include mk/internal/graph.mk
include test/unit/Makefile
include mk/internal/check.mk
include mk/internal/install.mk
endif

.PHONY: all libs apps
all: libs apps
libs: $(O)/.config $(O)/.libs $(HEADER_STAMP) $(STATIC_LIBS) $(SHARED_LIBS) $(PMD_LINKS) $(O)/lib/libdpdk.a $(O)/lib/libdpdk.so
apps: $(APP_FILES)

# One archive, with what it needs: make librte_ring
.PHONY: $(BUILT)
$(BUILT): %: $(O)/lib/%.a $(O)/lib/%.so

# The name that external makefiles know for the default build of a checkout.
TARGET_NAME := x86_64-native-linuxapp-gcc
ifeq ($(O),build)
libs: $(TARGET_NAME)
$(TARGET_NAME):
	$(Q)ln -sfn build $@
endif

# Older spelling of the first step: make config T=...
.PHONY: config
config: $(O)/.config

TOOLCHAIN := $(if $(CC_IS_CLANG),clang,gcc)
$(O)/.config: config/defconfig $(FLAGS_STAMP)
	$(Q)mkdir -p $(@D) && sed -e 's/^CONFIG_RTE_TOOLCHAIN=.*/CONFIG_RTE_TOOLCHAIN="$(TOOLCHAIN)"/' \
		-e 's/^CONFIG_RTE_TOOLCHAIN_GCC=.*/CONFIG_RTE_TOOLCHAIN_$(if $(CC_IS_CLANG),CLANG,GCC)=y/' $< >$@

# --- Tests, measurements, documents ---------------------------------------------------------------------------------------------
.PHONY: test bench doc doc-guides doc-api help clean
test: all unit-programs
	$(Q)bash devtools/test.sh $(O) $(UT_PROGRAMS)

bench: all
	$(Q)if [ -x test/bench/run ]; then BUILD=$(RTE_OUTPUT) test/bench/run; else echo "test/bench/run is missing" >&2; exit 1; fi

doc: $(if $(wildcard doc/guides/conf.py),doc-guides) $(if $(wildcard doc/api/doxygen.conf),doc-api)
doc-guides:
	$(Q)sphinx-build -W -q -b html -d $(O)/doc/.trees doc/guides $(O)/doc/guides
doc-api: $(HEADER_STAMP)
	$(Q)mkdir -p $(O)/doc && INCLUDE_DIR=$(O)/include OUTPUT_DIR=$(O)/doc doxygen doc/api/doxygen.conf

help:
	@sed -n 's/^#: \{0,1\}//p' Makefile

clean:
	$(Q)if [ -d $(O) ]; then if [ -f $(O)/.flags ]; then rm -rf $(O) $(if $(filter build,$(O)),$(TARGET_NAME)); else echo "$(O) is not a build directory" >&2; exit 1; fi; fi
