# SPDX-License-Identifier: BSD-3-Clause
# Last line of an external application's makefile: APP from SRCS-y, in $(RTE_OUTPUT) and $(RTE_OUTPUT)/app, each with its map.

ifndef EXT_INSIDE
include $(RTE_SDK)/mk/internal/ext-rerun.mk
else

include $(RTE_SDK)/mk/internal/ext-objects.mk

SDK_LIB := $(RTE_SDK_BIN)/lib
ifeq ($(CONFIG_RTE_BUILD_SHARED_LIB),y)
LDLIBS += --no-as-needed $(RTE_LIBS:lib%=-l%) --as-needed -rpath=$(SDK_LIB)
EXT_DEPENDS := $(RTE_LIBS:%=$(SDK_LIB)/%.so)
else
LDLIBS += --whole-archive $(RTE_LIBS:lib%=-l:lib%.a) --no-whole-archive
EXT_DEPENDS := $(RTE_LIBS:%=$(SDK_LIB)/%.a)
endif
LDLIBS += $(RTE_LIBS_SYSTEM)

all: $(RTE_OUTPUT)/app/$(APP)

$(APP): $(EXT_OBJS) $(EXT_DEPENDS) $(RTE_EXTMK)
	$(call say,LD,$@)
	$(Q)$(CC) -m64 -pthread $(filter -fsanitize%,$(CFLAGS) $(EXTRA_CFLAGS)) -o $@ $(EXT_OBJS) \
		$(call for-cc,-Map=$@.map --cref -export-dynamic $(LDFLAGS) $(EXTRA_LDFLAGS) -L$(RTE_OUTPUT)/lib -L$(SDK_LIB) $(LDLIBS) \
		$(EXTRA_LDLIBS))

$(RTE_OUTPUT)/app/$(APP): $(APP)
	$(Q)mkdir -p $(@D) && cp -f $(APP) $@ && cp -f $(APP).map $@.map

clean:
	$(Q)rm -f $(EXT_OBJS) $(foreach o,$(EXT_OBJS),.$(subst /,_,$(o)).d) $(EXT_HEADERS)
	$(Q)rm -f $(APP) $(APP).map $(RTE_OUTPUT)/app/$(APP) $(RTE_OUTPUT)/app/$(APP).map
endif
