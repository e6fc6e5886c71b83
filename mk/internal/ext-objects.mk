# SPDX-License-Identifier: BSD-3-Clause
# Objects of an external makefile: SRCS-y, found in $(SRCDIR) and along VPATH, become EXT_OBJS in the output directory.

VPATH += $(SRCDIR)
.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.PHONY: all clean

ext-object = $(subst ../,,$(patsubst /%,%,$(patsubst %.S,%_s.o,$(1:.c=.o))))
EXT_OBJS := $(foreach s,$(SRCS-y),$(call ext-object,$(s)))

# CFLAGS given on the command line replace what the makefile set, but not what finds our headers.
ifneq ($(filter command,$(origin CFLAGS)),)
override CFLAGS := $(RTE_CFLAGS) $(CFLAGS)
endif

EXT_HEADERS := $(foreach v,$(filter SYMLINK-y-%,$(.VARIABLES)),$(foreach h,$($(v)),$(RTE_OUTPUT)/$(v:SYMLINK-y-%=%)/$(notdir $(h))))
define ext-header
$(RTE_OUTPUT)/$(1)/$(notdir $(2)): $(2)
	$$(Q)mkdir -p $$(@D) && ln -sfn $$(abspath $$<) $$@
endef
$(foreach v,$(filter SYMLINK-y-%,$(.VARIABLES)),$(foreach h,$($(v)),$(eval $(call ext-header,$(v:SYMLINK-y-%=%),$(h)))))

define ext-compile
$(2): $(1) $(RTE_EXTMK) $(RTE_SDK_BIN)/.config | $(EXT_HEADERS)
	$$(call say,$(if $(filter %.S,$(1)),AS,CC),$(2))
	$$(Q)mkdir -p $$(@D) && $$(CC) $$(CFLAGS) $(if $(filter %.S,$(1)),$$(ASFLAGS)) $$(CFLAGS_$(2)) $(EXT_FLAGS_OF) $$(EXTRA_CFLAGS) \
		$(EXT_PIC) -MMD -MP -MF .$$(subst /,_,$(2)).d -c -o $$@ $$<
endef
# CFLAGS_main.o also serves sub/main.c.
EXT_FLAGS_OF = $(if $(filter-out $(notdir $(2)),$(2)),$$(CFLAGS_$(notdir $(2))))
$(foreach s,$(SRCS-y),$(eval $(call ext-compile,$(s),$(call ext-object,$(s)))))

-include $(foreach o,$(EXT_OBJS),.$(subst /,_,$(o)).d)
