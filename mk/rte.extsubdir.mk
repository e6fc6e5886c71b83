# SPDX-License-Identifier: BSD-3-Clause
# Last line of an external makefile over several directories: DIRS-y, in the order that DEPDIRS-<dir> asks for. Each directory builds into
# <dir>/$(RTE_TARGET) below O= (by default beside its sources).

BASE_OUTPUT ?= $(if $(filter command environment,$(origin O)),$(abspath $(O)),$(RTE_SRCDIR))
CUR_SUBDIR ?= .

.DEFAULT_GOAL := all
.PHONY: all clean $(DIRS-y)
all clean: $(DIRS-y)
$(foreach d,$(DIRS-y),$(eval $(d): $(filter $(DIRS-y),$(DEPDIRS-$(d)))))

$(DIRS-y):
	$(call say,==,$(CUR_SUBDIR:./%=%)/$@)
	$(Q)$(MAKE) --no-print-directory -C $(RTE_SRCDIR)/$@ O=$(BASE_OUTPUT)/$(CUR_SUBDIR)/$@/$(RTE_TARGET) \
		BASE_OUTPUT=$(BASE_OUTPUT) CUR_SUBDIR=$(CUR_SUBDIR)/$@ $(filter-out $(DIRS-y),$(MAKECMDGOALS))
