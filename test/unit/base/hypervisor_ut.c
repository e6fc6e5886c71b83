/* SPDX-License-Identifier: BSD-3-Clause */
/* The hypervisor agrees with the CPU flag, and each has a name. */
#include <rte_cpuflags.h>
#include <rte_hypervisor.h>

#include "ut.h"

static void
agrees_with_the_cpu_flag(void)
{
	UT_EQ(rte_hypervisor_get() != RTE_HYPERVISOR_NONE, rte_cpu_get_flag_enabled(RTE_CPUFLAG_HYPERVISOR));
}

static void
names(void)
{
	UT_STR_EQ(rte_hypervisor_get_name(RTE_HYPERVISOR_KVM), "KVM");
	UT_NOT_NULL(rte_hypervisor_get_name(rte_hypervisor_get()));
	UT_PTR_EQ(rte_hypervisor_get_name((enum rte_hypervisor)99), NULL);
}

UT_MAIN("hypervisor",
	{"agrees with the CPU flag", agrees_with_the_cpu_flag},
	{"each has a name", names})
