# SPDX-License-Identifier: BSD-3-Clause
# The one dependency graph. Build order, static and shared link order, DT_NEEDED entries and the layering check come from here.
#
# Both tables are written bottom-up: a row may name only rows above it, so neither can hold a cycle. A directory without a
# Makefile, and an archive without a directory, is left out of the build.

need-known = $(foreach w,$(2),$(if $(filter $(w),$(1)),,$(error mk/rte.deps.mk: $(3) needs $(w), which is not listed above it)))

# --- Archives ------------------------------------------------------------------------------------------------------------
# $(call archive,name,directories,archives it calls directly,system libraries[,class: lib or driver])
# System libraries that only one directory wants stand as LDLIBS in that directory's Makefile instead.
ARCHIVES :=
DRIVERS :=
archive = $(call need-known,$(ARCHIVES),$(3),$(1))$(eval ARCHIVES += $(1))$(eval DIRS.$(1) := $(2))$(eval NEEDS.$(1) := $(3))$(eval SYS.$(1) := $(4))
driver = $(call archive,$(1),$(2),$(3),$(4))$(eval DRIVERS += $(1))

EAL_DIRS := lib/base lib/mem lib/lcore lib/loop lib/ipc lib/dev lib/eal

$(call archive,librte_kvargs,lib/base/kvargs,,)
$(call archive,librte_eal,$(EAL_DIRS),librte_kvargs,-ldl -lpthread -lm)
$(call archive,librte_pci,lib/pci,librte_eal,)
$(call archive,librte_ring,lib/ring,librte_eal,)
$(call archive,librte_timer,lib/timer,librte_eal,)
$(call archive,librte_stack,lib/stack,librte_eal,)
$(call archive,librte_mempool,lib/mempool,librte_eal librte_ring,)
$(call archive,librte_mbuf,lib/mbuf,librte_eal librte_ring librte_mempool,)
$(call archive,librte_net,lib/net,librte_eal librte_mempool librte_mbuf,)
$(call archive,librte_ethdev,lib/ethdev,librte_kvargs librte_eal librte_ring librte_mempool librte_mbuf librte_net,)
$(call archive,librte_compat,lib/compat,librte_kvargs librte_eal librte_ring librte_mempool librte_mbuf librte_net librte_ethdev,)
$(call archive,librte_cmdline,lib/cmdline,librte_eal librte_net,)

$(call driver,librte_bus_vdev,drivers/bus/vdev,librte_kvargs librte_eal)
$(call driver,librte_bus_pci,drivers/bus/pci,librte_kvargs librte_eal librte_pci)
$(call driver,librte_mempool_ring,drivers/mempool/ring,librte_eal librte_ring librte_mempool)
$(call driver,librte_mempool_stack,drivers/mempool/stack,librte_eal librte_stack librte_mempool)

NET_DRIVER := librte_kvargs librte_eal librte_ring librte_mempool librte_mbuf librte_net librte_ethdev librte_bus_vdev
$(call driver,librte_net_null,drivers/net/null,$(NET_DRIVER))
$(call driver,librte_net_ring,drivers/net/ring,$(NET_DRIVER))
$(call driver,librte_net_pcap,drivers/net/pcap,$(NET_DRIVER))
$(call driver,librte_net_af_packet,drivers/net/af_packet,$(NET_DRIVER))

# --- Applications: linked against every archive above ----------------------------------------------------------------------
APPS := app/testpmd

# --- What else a unit test of an archive is linked with (besides everything the archive needs) ----------------------------
TESTED_WITH.librte_eal := librte_bus_vdev
TESTED_WITH.librte_mempool := librte_mempool_ring
TESTED_WITH.librte_mbuf := librte_mempool_ring
TESTED_WITH.librte_net := librte_mempool_ring
TESTED_WITH.librte_ethdev := librte_mempool_ring librte_bus_vdev librte_net_null
TESTED_WITH.librte_net_null := librte_mempool_ring
TESTED_WITH.librte_net_ring := librte_mempool_ring
TESTED_WITH.librte_net_pcap := librte_mempool_ring
TESTED_WITH.librte_net_af_packet := librte_mempool_ring

# --- Rooms: who may include whose headers ---------------------------------------------------------------------------------
# $(call room,directory,rooms whose headers it may include; what those may include it may include too)
ROOMS :=
room = $(call need-known,$(ROOMS),$(2),$(1))$(eval ROOMS += $(1))$(eval KNOWS.$(1) := $(2))

$(call room,config,)
$(call room,lib/base,config)
$(call room,lib/base/kvargs,lib/base)
$(call room,lib/lcore,lib/base)
$(call room,lib/mem,lib/base)
$(call room,lib/loop,lib/base)
$(call room,lib/pci,lib/base)
$(call room,lib/ipc,lib/mem lib/lcore lib/loop lib/pci)
$(call room,lib/dev,lib/ipc lib/base/kvargs)
$(call room,lib/timer,lib/mem lib/lcore)
$(call room,lib/ring,lib/mem)
$(call room,lib/stack,lib/mem)
$(call room,lib/mempool,lib/ring lib/lcore)
$(call room,lib/mbuf,lib/mempool)
$(call room,lib/net,lib/mbuf)
$(call room,lib/ethdev,lib/net lib/dev)
$(call room,drivers/bus/vdev,lib/ethdev)
$(call room,drivers/bus/pci,lib/ethdev)
$(call room,drivers/mempool/ring,lib/ethdev)
$(call room,drivers/mempool/stack,lib/ethdev lib/stack)
# What the net drivers share: headers that lie in drivers/net itself. No driver knows another.
$(call room,drivers/net,lib/ethdev drivers/bus/vdev drivers/bus/pci)
$(call room,drivers/net/null,drivers/net)
$(call room,drivers/net/ring,drivers/net)
$(call room,drivers/net/pcap,drivers/net)
$(call room,drivers/net/af_packet,drivers/net)
$(call room,lib/eal,$(filter drivers/%,$(ROOMS)))
$(call room,lib/compat,lib/eal lib/timer lib/stack)
$(call room,lib/cmdline,lib/compat)
$(call room,app/testpmd,lib/cmdline)

# Headers for driver authors that join two rooms: $(call glue,header,room it may look up to)
GLUE :=
glue = $(eval GLUE += $(1):$(2))
$(call glue,lib/ethdev/ethdev_vdev.h,drivers/bus/vdev)
