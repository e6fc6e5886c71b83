# SPDX-License-Identifier: BSD-3-Clause
# Last line of an external makefile that makes a shared object: SHARED from SRCS-y, in $(RTE_OUTPUT) and $(RTE_OUTPUT)/lib. It is not
# linked with our libraries: the program that loads it brings them.

ifndef EXT_INSIDE
include $(RTE_SDK)/mk/internal/ext-rerun.mk
else

EXT_PIC := -fPIC
include $(RTE_SDK)/mk/internal/ext-objects.mk

all: $(RTE_OUTPUT)/lib/$(SHARED)

$(SHARED): $(EXT_OBJS) $(RTE_EXTMK)
	$(call say,LD,$@)
	$(Q)$(CC) -m64 -pthread -shared -Wl,-soname,$(@F) $(EXPORT_MAP:%=-Wl,--version-script=$(SRCDIR)/%) -o $@ $(EXT_OBJS) \
		$(call for-cc,$(LDFLAGS) $(EXTRA_LDFLAGS) -L$(RTE_OUTPUT)/lib $(LDLIBS) $(EXTRA_LDLIBS))

$(RTE_OUTPUT)/lib/$(SHARED): $(SHARED)
	$(Q)mkdir -p $(@D) && cp -f $< $@

clean:
	$(Q)rm -f $(EXT_OBJS) $(foreach o,$(EXT_OBJS),.$(subst /,_,$(o)).d) $(EXT_HEADERS) $(SHARED) $(RTE_OUTPUT)/lib/$(SHARED)
endif
