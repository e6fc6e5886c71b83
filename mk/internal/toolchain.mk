# SPDX-License-Identifier: BSD-3-Clause
# Compiler, flags and the switches CC, SAN, DEBUG, V, EXTRA_*; a change of any of them rebuilds what it touches.

ifneq ($(filter default undefined,$(origin CC)),)
CC := gcc
endif
ifneq ($(filter default undefined,$(origin AR)),)
AR := ar
endif

ifeq ($(V),1)
Q :=
say =
else
Q := @
say = @printf '  %-4s %s\n' '$(1)' '$(patsubst $(O)/%,%,$(2))'
endif

# $(call record,file,text): the file holds the text, and is touched only when the text changed.
record = $(shell mkdir -p $(dir $(1)) && printf '%s\n' '$(subst ','\'',$(2))' | cmp -s - $(1) || printf '%s\n' '$(subst ','\'',$(2))' >$(1))

CC_IS_CLANG := $(findstring clang,$(shell $(CC) --version 2>&1 | head -n 1))
MACHINE_CFLAGS := -m64 -pthread -march=corei7

OPT_CFLAGS := -O2 -g
LINK_FLAGS := -m64 -pthread
SHARED_FLAGS := -Wl,-z,defs
ifeq ($(DEBUG),1)
OPT_CFLAGS := -O1 -g -DRTE_DEBUG -DRTE_ENABLE_ASSERT
endif
ifneq ($(SAN),)
# gcc guesses wrongly about initialisation in code that the sanitizers have rewritten.
OPT_CFLAGS := -O1 -g -DRTE_DEBUG -DRTE_ENABLE_ASSERT -fsanitize=$(SAN) -fno-omit-frame-pointer -Wno-maybe-uninitialized
ifneq ($(findstring undefined,$(SAN)),)
OPT_CFLAGS += -fno-sanitize-recover=undefined
endif
ifneq ($(CC_IS_CLANG),)
OPT_CFLAGS += -Wno-unknown-warning-option
# clang links its run-time library into the program only.
SHARED_FLAGS :=
endif
LINK_FLAGS += -fsanitize=$(SAN)
endif

WERROR_FLAGS := -Wall -Wextra -Werror -Wmissing-prototypes -Wstrict-prototypes -Wold-style-definition -Wpointer-arith
WARN_CFLAGS := $(WERROR_FLAGS)
BASE_CFLAGS := -std=gnu11 $(MACHINE_CFLAGS) $(OPT_CFLAGS) -fPIC -D_GNU_SOURCE -I$(O)/include -Ilib -include rte_config.h

FLAGS_STAMP := $(O)/.flags
