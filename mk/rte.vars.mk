# SPDX-License-Identifier: BSD-3-Clause
# First line of every Makefile. Inside our own build the variables stand already.
ifndef RTE_GRAPH
include $(RTE_SDK)/mk/internal/ext-vars.mk
endif
