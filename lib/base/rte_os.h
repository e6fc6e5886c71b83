/* SPDX-License-Identifier: BSD-3-Clause */
/* What the operating system lends to the interface: list macros under stable names and the CPU set type. */
#ifndef _RTE_OS_H_
#define _RTE_OS_H_

#include <sched.h>
#include <sys/queue.h>

#ifdef __cplusplus
extern "C" {
#endif

#define RTE_TAILQ_HEAD(name, type) TAILQ_HEAD(name, type)
#define RTE_TAILQ_ENTRY(type) TAILQ_ENTRY(type)
#define RTE_TAILQ_FOREACH(var, head, field) TAILQ_FOREACH(var, head, field)
#define RTE_TAILQ_FIRST(head) TAILQ_FIRST(head)
#define RTE_TAILQ_NEXT(elem, field) TAILQ_NEXT(elem, field)
#define RTE_STAILQ_HEAD(name, type) STAILQ_HEAD(name, type)
#define RTE_STAILQ_ENTRY(type) STAILQ_ENTRY(type)

/* The C library shows cpu_set_t to programs compiled with _GNU_SOURCE only (C++ always is). */
#ifdef CPU_SETSIZE
/** A set of CPUs; from 2.0 on. */
typedef cpu_set_t rte_cpuset_t;
#define RTE_HAS_CPUSET

#define RTE_CPU_AND(dst, src1, src2) CPU_AND(dst, src1, src2)
#define RTE_CPU_OR(dst, src1, src2) CPU_OR(dst, src1, src2)
#define RTE_CPU_FILL(set) \
	do { \
		unsigned int rte_cpu_fill_i; \
		for (rte_cpu_fill_i = 0; rte_cpu_fill_i < CPU_SETSIZE; rte_cpu_fill_i++) \
			CPU_SET(rte_cpu_fill_i, set); \
	} while (0)
#define RTE_CPU_NOT(dst, src) \
	do { \
		cpu_set_t rte_cpu_not_all; \
		RTE_CPU_FILL(&rte_cpu_not_all); \
		CPU_XOR(dst, &rte_cpu_not_all, src); \
	} while (0)
#endif

#ifdef __cplusplus
}
#endif

#endif
