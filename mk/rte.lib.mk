# SPDX-License-Identifier: BSD-3-Clause
# Last line of a Makefile that builds a library.
ifdef RTE_GRAPH
include mk/internal/graph-dir.mk
else
include $(RTE_SDK)/mk/rte.extlib.mk
endif
