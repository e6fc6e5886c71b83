# SPDX-License-Identifier: BSD-3-Clause
# Records what the Makefile of directory $(DIR) said; included by rte.lib.mk and rte.app.mk inside our own build.

GRAPH_OWNER := $(if $(LIB),$(patsubst %.a,%,$(LIB)),$(DIR))
ifneq ($(LIB),)
ifeq ($(filter $(DIR),$(DIRS.$(GRAPH_OWNER))),)
$(error $(DIR)/Makefile says LIB = $(LIB), but mk/rte.deps.mk does not list $(DIR) under $(GRAPH_OWNER))
endif
endif

SOURCES.$(DIR) := $(SRCS-y)
CFLAGS.$(DIR) := $(CFLAGS)
$(foreach s,$(SRCS-y),$(eval CFLAGS.$(DIR)/$(s) := $(CFLAGS_$(s:.c=.o))))
NAME.$(DIR) := $(APP)
OBJS.$(GRAPH_OWNER) := $(OBJS.$(GRAPH_OWNER)) $(patsubst %.c,$(OBJ)/$(DIR)/%.o,$(SRCS-y))
LDLIBS.$(GRAPH_OWNER) := $(LDLIBS.$(GRAPH_OWNER)) $(LDLIBS)
LDFLAGS.$(GRAPH_OWNER) := $(LDFLAGS.$(GRAPH_OWNER)) $(LDFLAGS)

# SYMLINK-y-include, SYMLINK-y-include/generic, ...: source:place pairs
HEADER_PAIRS += $(foreach v,$(filter SYMLINK-y-%,$(.VARIABLES)),$(foreach h,$($(v)),$(DIR)/$(h):$(v:SYMLINK-y-%=%)/$(notdir $(h))))
PUBLIC.$(DIR) := $(foreach v,$(filter SYMLINK-y-%,$(.VARIABLES)),$($(v)))
