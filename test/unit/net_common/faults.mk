# SPDX-License-Identifier: BSD-3-Clause
# Linker options of the tests that make calls fail (net_faults.h).
NET_WRAPPED := malloc calloc rte_zmalloc rte_zmalloc_socket rte_malloc socket setsockopt bind ftruncate mmap open ioctl pthread_create
LDLIBS += $(foreach w,$(NET_WRAPPED),-Wl,--wrap=$(w))
