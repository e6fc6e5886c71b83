/* SPDX-License-Identifier: BSD-3-Clause */
/* The facts about this run, and the public calls that tell them. */
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <rte_eal.h>

#include "runtime.h"

struct runtime runtime;

RTE_DEFINE_PER_LCORE(int, _thread_id) = -1;

static TAILQ_HEAD(runtime_hooks, runtime_hook) hooks = TAILQ_HEAD_INITIALIZER(hooks);

void
runtime_hook_add(struct runtime_hook *hook)
{
	TAILQ_INSERT_HEAD(&hooks, hook, next);
}

void
runtime_hooks_stop(void)
{
	struct runtime_hook *hook;

	TAILQ_FOREACH(hook, &hooks, next)
		hook->stop();
}

void
runtime_reset(void)
{
	memset(&runtime, 0, sizeof(runtime));
}

enum rte_proc_type_t
rte_eal_process_type(void)
{
	return runtime.proc_type;
}

int
rte_eal_has_hugepages(void)
{
	return runtime.has_hugepages;
}

int
rte_eal_has_pci(void)
{
	return !runtime.no_pci;
}

const char *
rte_eal_get_runtime_dir(void)
{
	return runtime.dir;
}

enum rte_iova_mode
rte_eal_iova_mode(void)
{
	return runtime.iova_mode;
}

const char *
rte_eal_mbuf_user_pool_ops(void)
{
	return runtime.mbuf_ops[0] != '\0' ? runtime.mbuf_ops : NULL;
}

enum rte_intr_mode
rte_eal_vfio_intr_mode(void)
{
	return runtime.vfio_intr;
}

void
rte_eal_vfio_get_vf_token(unsigned char *vf_token)
{
	memcpy(vf_token, runtime.vfio_vf_token, sizeof(runtime.vfio_vf_token));
}

uint64_t
rte_eal_get_baseaddr(void)
{
	return runtime.base_virtaddr;
}

int
rte_sys_gettid(void)
{
	return (int)syscall(SYS_gettid);
}
