# SPDX-License-Identifier: BSD-3-Clause
# Last line of an external library's makefile: LIB from SRCS-y, in $(RTE_OUTPUT)/lib; headers of SYMLINK-y-include linked into
# $(RTE_OUTPUT)/include. With CONFIG_RTE_BUILD_SHARED_LIB=y a shared object with LIBABIVER and EXPORT_MAP instead of an archive.

ifndef EXT_INSIDE
include $(RTE_SDK)/mk/internal/ext-rerun.mk
else

EXT_PIC := -fPIC
include $(RTE_SDK)/mk/internal/ext-objects.mk

ifeq ($(CONFIG_RTE_BUILD_SHARED_LIB),y)
LIB_FILE := $(LIB:.a=.so)$(LIBABIVER:%=.%)
else
LIB_FILE := $(LIB)
endif

all: $(RTE_OUTPUT)/lib/$(LIB_FILE) $(EXT_HEADERS)

ifeq ($(CONFIG_RTE_BUILD_SHARED_LIB),y)
$(RTE_OUTPUT)/lib/$(LIB_FILE): $(EXT_OBJS) $(RTE_EXTMK)
	$(call say,LD,$(@F))
	$(Q)mkdir -p $(@D) && $(CC) -m64 -pthread -shared -Wl,-soname,$(@F) $(EXPORT_MAP:%=-Wl,--version-script=$(SRCDIR)/%) -o $@ $(EXT_OBJS) \
		$(call for-cc,$(LDFLAGS) $(EXTRA_LDFLAGS) -L$(RTE_OUTPUT)/lib -L$(RTE_SDK_BIN)/lib $(LDLIBS) $(EXTRA_LDLIBS))
	$(if $(LIBABIVER),$(Q)ln -sfn $(@F) $(@D)/$(LIB:.a=.so))
else
$(RTE_OUTPUT)/lib/$(LIB_FILE): $(EXT_OBJS) $(RTE_EXTMK)
	$(call say,AR,$(@F))
	$(Q)mkdir -p $(@D) && rm -f $@ && $(AR) crs $@ $(EXT_OBJS)
endif

clean:
	$(Q)rm -f $(EXT_OBJS) $(foreach o,$(EXT_OBJS),.$(subst /,_,$(o)).d) $(EXT_HEADERS)
	$(Q)rm -f $(RTE_OUTPUT)/lib/$(LIB_FILE) $(RTE_OUTPUT)/lib/$(LIB:.a=.so)
endif
