# SPDX-License-Identifier: BSD-3-Clause
# RTE_API=YY.MM (or YYMM) picks the headers of that release's level: include/compat/<level>. Native when the level has none.

RTE_API ?= 18.08
API_NUMBER := $(shell echo '$(RTE_API)' | awk -F. 'NF == 1 { print $$1 + 0 } NF > 1 { print $$1 * 100 + $$2 }')
api-upto = $(shell [ $(API_NUMBER) -le $(1) ] && echo $(2))
API_LEVEL := $(firstword $(call api-upto,1702,1702) $(call api-upto,1705,1705) $(call api-upto,1708,1708) $(call api-upto,1808,1808) \
	$(call api-upto,1908,1908))
API_DIR := $(if $(API_LEVEL),$(wildcard $(RTE_SDK_BIN)/include/compat/$(API_LEVEL)))
API_CFLAGS := $(if $(API_DIR),-DRTE_API=$(API_NUMBER) -I$(API_DIR))
