# SPDX-License-Identifier: BSD-3-Clause
# Last line of an external makefile that makes objects only: SRCS-y compiled into $(RTE_OUTPUT), headers linked as for a library.

ifndef EXT_INSIDE
include $(RTE_SDK)/mk/internal/ext-rerun.mk
else

include $(RTE_SDK)/mk/internal/ext-objects.mk

all: $(EXT_OBJS) $(EXT_HEADERS)

clean:
	$(Q)rm -f $(EXT_OBJS) $(foreach o,$(EXT_OBJS),.$(subst /,_,$(o)).d) $(EXT_HEADERS)
endif
