/* SPDX-License-Identifier: BSD-3-Clause */
/* Build-time limits and feature macros; the values are part of the native ABI unless said otherwise. */
#ifndef RTE_CONFIG_H
#define RTE_CONFIG_H

/* target */
#define RTE_ARCH_64
#define RTE_ARCH_X86 1
#define RTE_ARCH_X86_64 1
#define RTE_ARCH "x86_64"
#define RTE_MACHINE "default"
#define RTE_EXEC_ENV_LINUX 1
#define RTE_EXEC_ENV_LINUXAPP 1
#define RTE_EXEC_ENV_IS_LINUX 1
#define RTE_EXEC_ENV_IS_FREEBSD 0
#define RTE_EXEC_ENV_IS_WINDOWS 0
#define RTE_CACHE_LINE_SIZE 64
#define RTE_CACHE_LINE_SIZE_LOG2 6
#ifdef __clang__
#define RTE_TOOLCHAIN "clang"
#define RTE_TOOLCHAIN_CLANG 1
#else
#define RTE_TOOLCHAIN "gcc"
#define RTE_TOOLCHAIN_GCC 1
#endif

/* runtime */
#define RTE_MAX_LCORE 128
#define RTE_MAX_NUMA_NODES 32
#define RTE_MAX_HEAPS 32
#define RTE_MAX_MEMSEG_LISTS 128
#define RTE_MAX_MEMSEG_PER_LIST 8192
#define RTE_MAX_MEM_MB_PER_LIST 32768
#define RTE_MAX_MEMSEG_PER_TYPE 32768
#define RTE_MAX_MEM_MB_PER_TYPE 65536
#define RTE_MAX_MEM_MB 524288
#define RTE_MAX_MEMZONE 2560
#define RTE_MAX_TAILQ 32
#define RTE_MAX_RXTX_INTR_VEC_ID 512
#define RTE_MAX_THREAD_NAME_LEN 16
#define RTE_LOG_DP_LEVEL 7
#define RTE_BACKTRACE
#define RTE_EAL_VFIO
#define RTE_EAL_NUMA_AWARE_HUGEPAGES 1
#define RTE_EAL_PMD_PATH ""
#define RTE_IOVA_AS_PA 1

/* libraries */
#define RTE_LIB_EAL 1
#define RTE_LIB_KVARGS 1
#define RTE_LIB_RING 1
#define RTE_LIB_STACK 1
#define RTE_LIB_MEMPOOL 1
#define RTE_LIB_MBUF 1
#define RTE_LIB_NET 1
#define RTE_LIB_ETHDEV 1
#define RTE_LIB_CMDLINE 1

#define RTE_MEMPOOL_CACHE_MAX_SIZE 512
#define RTE_MBUF_REFCNT_ATOMIC
#define RTE_MBUF_DEFAULT_MEMPOOL_OPS "ring_mp_mc"
#define RTE_PKTMBUF_HEADROOM 128

/* Larger than the 32 of older releases: port tables are sparse, so unused slots cost address space only. */
#define RTE_MAX_ETHPORTS 1024
#define RTE_MAX_QUEUES_PER_PORT 1024
#define RTE_ETHDEV_QUEUE_STAT_CNTRS 16
#define RTE_ETHDEV_RXTX_CALLBACKS 1
#define RTE_MAX_MULTI_HOST_CTRLS 4

/* drivers */
#define RTE_MEMPOOL_RING 1
#define RTE_MEMPOOL_STACK 1
#define RTE_BUS_VDEV 1
#define RTE_NET_NULL 1
#define RTE_NET_RING 1
#define RTE_NET_PCAP 1
#define RTE_NET_AF_PACKET 1
#define RTE_PMD_RING_MAX_RX_RINGS 16
#define RTE_PMD_RING_MAX_TX_RINGS 16

#endif
