/* SPDX-License-Identifier: BSD-3-Clause */
/* Names the hypervisor by its CPUID signature. */
#include <cpuid.h>
#include <stddef.h>
#include <string.h>

#include <rte_common.h>
#include <rte_hypervisor.h>

static const char *const names[] = {
	[RTE_HYPERVISOR_NONE] = "none",     [RTE_HYPERVISOR_KVM] = "KVM",         [RTE_HYPERVISOR_HYPERV] = "Hyper-V",
	[RTE_HYPERVISOR_VMWARE] = "VMware", [RTE_HYPERVISOR_UNKNOWN] = "unknown",
};

enum rte_hypervisor
rte_hypervisor_get(void)
{
	unsigned int eax, ebx, ecx, edx;
	char signature[13] = "";

	__cpuid(1, eax, ebx, ecx, edx);
	if ((ecx & (1u << 31)) == 0)
		return RTE_HYPERVISOR_NONE;
	__cpuid(0x40000000, eax, ebx, ecx, edx);
	memcpy(signature, &ebx, 4);
	memcpy(signature + 4, &ecx, 4);
	memcpy(signature + 8, &edx, 4);
	if (strcmp(signature, "KVMKVMKVM") == 0)
		return RTE_HYPERVISOR_KVM;
	if (strcmp(signature, "Microsoft Hv") == 0)
		return RTE_HYPERVISOR_HYPERV;
	if (strcmp(signature, "VMwareVMware") == 0)
		return RTE_HYPERVISOR_VMWARE;
	return RTE_HYPERVISOR_UNKNOWN;
}

const char *
rte_hypervisor_get_name(enum rte_hypervisor id)
{
	return (unsigned int)id < RTE_DIM(names) ? names[id] : NULL;
}
