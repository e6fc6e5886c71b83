# SPDX-License-Identifier: BSD-3-Clause
# First pass of an external makefile: run it again inside $(RTE_OUTPUT), so that its products land there.

.PHONY: all clean
ext-again = $(MAKE) --no-print-directory -C $(RTE_OUTPUT) -f $(RTE_EXTMK) \
	S=$(RTE_SRCDIR) O=$(RTE_OUTPUT) M=$(RTE_EXTMK) SRCDIR=$(RTE_SRCDIR) EXT_INSIDE=1

# The + hands the job server on.
all:
	+$(Q)mkdir -p $(RTE_OUTPUT) && $(ext-again) $@
clean:
	+$(Q)[ ! -d $(RTE_OUTPUT) ] || $(ext-again) $@

.DEFAULT_GOAL := all
