# SPDX-License-Identifier: BSD-3-Clause
# Variables of a makefile outside our own build: where the SDK is, where output goes, which flags a program needs.

ifeq ($(RTE_SDK),)
$(error RTE_SDK is not set: it names the checkout, or <prefix>/share/replug of an installation)
endif
RTE_TARGET ?= x86_64-native-linuxapp-gcc
RTE_SDK_BIN := $(RTE_SDK)/$(RTE_TARGET)
ifeq ($(wildcard $(RTE_SDK_BIN)/.config),)
$(error $(RTE_SDK_BIN)/.config is missing: build the SDK first (make -C $(RTE_SDK) O=$(RTE_TARGET)), or correct RTE_SDK and RTE_TARGET)
endif

# --- Directories: S=, O=, M= stand on the command line when rte.ext*.mk runs the makefile again inside the output directory -----
RTE_SRCDIR := $(abspath $(if $(S),$(S),$(CURDIR)))
SRCDIR ?= $(RTE_SRCDIR)
RTE_EXTMK := $(abspath $(if $(M),$(M),$(RTE_SRCDIR)/$(notdir $(firstword $(MAKEFILE_LIST)))))
ifneq ($(filter command environment,$(origin O)),)
RTE_OUTPUT := $(abspath $(O))
else
RTE_OUTPUT ?= $(RTE_SRCDIR)/build
endif
export RTE_SDK RTE_TARGET

# --- Configuration ------------------------------------------------------------------------------------------------------------
include $(RTE_SDK_BIN)/.config
-include $(wildcard $(filter-out $(RTE_SDK_BIN)/.config,$(RTE_OUTPUT)/.config))
include $(RTE_SDK_BIN)/.libs

RTE_ARCH := $(patsubst "%",%,$(CONFIG_RTE_ARCH))
RTE_MACHINE := $(patsubst "%",%,$(CONFIG_RTE_MACHINE))
RTE_EXEC_ENV := $(patsubst "%",%,$(CONFIG_RTE_EXEC_ENV))
RTE_TOOLCHAIN := $(patsubst "%",%,$(CONFIG_RTE_TOOLCHAIN))

# --- Tools --------------------------------------------------------------------------------------------------------------------
ifneq ($(filter default undefined,$(origin CC)),)
CC := $(CROSS)$(RTE_TOOLCHAIN)
endif
ifneq ($(filter default undefined,$(origin AR)),)
AR := $(CROSS)ar
endif
LD ?= $(CROSS)ld
OBJCOPY ?= $(CROSS)objcopy
ifeq ($(V),1)
Q :=
else
Q := @
endif
say = $(if $(filter 1,$(V)),,@echo '  $(1) $(2)')

GCC_VERSION := $(shell $(CC) -dumpfullversion -dumpversion 2>/dev/null | awk -F. '{ print $$1 $$2 + 0 }')

# --- Flags ----------------------------------------------------------------------------------------------------------------------
MACHINE_CFLAGS := -m64 -march=corei7
CPU_MACROS := $(shell $(CC) $(MACHINE_CFLAGS) -dM -E - </dev/null)
cpu-flag = $(if $(filter __$(1)__,$(CPU_MACROS)),-DRTE_MACHINE_CPUFLAG_$(1))
MACHINE_CFLAGS += $(foreach f,SSE SSE2 SSE3 SSSE3 SSE4_1 SSE4_2 AES PCLMUL AVX AVX2 RDRND FSGSBASE F16C,$(call cpu-flag,$(f)))

# The release an application was written for: RTE_API=17.05 on the command line or in the environment.
include $(RTE_SDK)/mk/internal/api-level.mk

WERROR_FLAGS := -W -Wall -Wstrict-prototypes -Wmissing-prototypes -Wmissing-declarations -Wold-style-definition -Wpointer-arith \
	-Wnested-externs -Wformat-security -Wwrite-strings
ifeq ($(RTE_DEVEL_BUILD),y)
WERROR_FLAGS += -Werror
endif

# An application's own include directory and rte_config.h come first.
RTE_CONFIG_H := $(firstword $(wildcard $(RTE_OUTPUT)/include/rte_config.h) $(RTE_SDK_BIN)/include/rte_config.h)
RTE_CFLAGS := $(MACHINE_CFLAGS) -pthread -I$(RTE_OUTPUT)/include $(API_CFLAGS) -I$(RTE_SDK_BIN)/include -include $(RTE_CONFIG_H)
CFLAGS := $(RTE_CFLAGS)
LDFLAGS ?=
ASFLAGS ?=
EXECENV_CFLAGS := -pthread
EXECENV_LDLIBS := $(RTE_LIBS_SYSTEM)

# A linker script, an old option or a library: words of LDLIBS and LDFLAGS are written for ld, the link goes through $(CC).
comma := ,
for-cc = $(foreach w,$(1),$(if $(filter -L% -Wl$(comma)% -pthread -m64 -f% -static-lib% -rdynamic -g%,$(w)),$(w),-Wl$(comma)$(w)))
linkerprefix = $(call for-cc,$(1))
