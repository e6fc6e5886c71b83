/* SPDX-License-Identifier: BSD-3-Clause */
/* Making, finding and freeing stacks. Moving objects is inline in the headers. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <rte_eal_memconfig.h>
#include <rte_log.h>
#include <rte_malloc.h>
#include <rte_tailq.h>

#include "rte_stack.h"

RTE_LOG_REGISTER_DEFAULT(stack_logtype, NOTICE);

#define STACK_LOG(level, fmt, ...) rte_log(RTE_LOG_##level, stack_logtype, "STACK: " fmt "\n", ##__VA_ARGS__)

static struct rte_tailq_elem rte_stack_tailq = {
	.name = RTE_TAILQ_STACK_NAME,
};
EAL_REGISTER_TAILQ(rte_stack_tailq)

ssize_t
rte_stack_std_get_memsize(unsigned int count)
{
	return RTE_ALIGN((ssize_t)(sizeof(struct rte_stack) + (size_t)count * sizeof(void *)), RTE_CACHE_LINE_SIZE);
}

ssize_t
rte_stack_lf_get_memsize(unsigned int count)
{
	return RTE_ALIGN((ssize_t)(sizeof(struct rte_stack) + (size_t)count * sizeof(struct rte_stack_lf_elem)),
			 RTE_CACHE_LINE_SIZE);
}

void
rte_stack_std_init(struct rte_stack *s)
{
	rte_spinlock_init(&s->stack_std.lock);
	s->stack_std.len = 0;
}

void
rte_stack_lf_init(struct rte_stack *s, unsigned int count)
{
	struct rte_stack_lf_elem *elems = s->stack_lf.elems;
	unsigned int i;

	for (i = 0; i < count; i++)
		__rte_stack_lf_push_elems(&s->stack_lf.free, &elems[i], &elems[i], 1);
}

static void
stack_fill(struct rte_stack *s, const struct rte_memzone *mz, const char *name, unsigned int count, uint32_t flags)
{
	/* inline code of old programs knows these places */
	RTE_BUILD_BUG_ON(sizeof(struct rte_stack) != 192);
	RTE_BUILD_BUG_ON(offsetof(struct rte_stack, memzone) != 32);
	RTE_BUILD_BUG_ON(offsetof(struct rte_stack, stack_lf) != 64);
	RTE_BUILD_BUG_ON(offsetof(struct rte_stack_lf, elems) != 128);

	memset(s, 0, sizeof(*s));
	snprintf(s->name, sizeof(s->name), "%s", name);
	s->memzone = mz;
	s->capacity = count;
	s->flags = flags;
	if (flags & RTE_STACK_F_LF)
		rte_stack_lf_init(s, count);
	else
		rte_stack_std_init(s);
}

/* Reserve the memory of a stack and make the stack in it. NULL with rte_errno. */
static struct rte_stack *
stack_reserve(const char *name, unsigned int count, int socket_id, uint32_t flags)
{
	ssize_t size = flags & RTE_STACK_F_LF ? rte_stack_lf_get_memsize(count) : rte_stack_std_get_memsize(count);
	char mz_name[RTE_MEMZONE_NAMESIZE];
	const struct rte_memzone *mz;

	snprintf(mz_name, sizeof(mz_name), "%s%s", RTE_STACK_MZ_PREFIX, name);
	mz = rte_memzone_reserve_aligned(mz_name, size, socket_id, 0, __alignof__(struct rte_stack));
	if (mz == NULL) {
		STACK_LOG(ERR, "cannot reserve %zd bytes for stack %s: %s", size, name, rte_strerror(rte_errno));
		return NULL;
	}
	stack_fill(mz->addr, mz, name, count, flags);
	return mz->addr;
}

/* 0 or the errno of a request that cannot be met. */
static int
request_check(const char *name, uint32_t flags)
{
	if (name == NULL) {
		STACK_LOG(ERR, "a stack needs a name");
		return EINVAL;
	}
	if (flags & ~(uint32_t)RTE_STACK_F_LF) {
		STACK_LOG(ERR, "stack %s: flags %#x are unknown", name, flags);
		return EINVAL;
	}
	if (strnlen(name, RTE_STACK_NAMESIZE) == RTE_STACK_NAMESIZE) {
		STACK_LOG(ERR, "stack name %s is longer than %zu characters", name, RTE_STACK_NAMESIZE - 1);
		return ENAMETOOLONG;
	}
	if (rte_stack_tailq.head == NULL) {
		STACK_LOG(ERR, "cannot create stack %s before the runtime is initialized", name);
		return E_RTE_NO_CONFIG;
	}
	return 0;
}

struct rte_stack *
rte_stack_create(const char *name, unsigned int count, int socket_id, uint32_t flags)
{
	int err = request_check(name, flags);
	struct rte_tailq_entry *te;
	struct rte_stack *s;

	if (err != 0) {
		rte_errno = err;
		return NULL;
	}
	te = rte_zmalloc("STACK_TAILQ_ENTRY", sizeof(*te), 0);
	if (te == NULL) {
		STACK_LOG(ERR, "cannot create stack %s: no memory for its list entry", name);
		rte_errno = ENOMEM;
		return NULL;
	}
	s = stack_reserve(name, count, socket_id, flags);
	if (s == NULL) {
		rte_free(te);
		return NULL;
	}
	te->data = s;
	rte_mcfg_tailq_write_lock();
	TAILQ_INSERT_TAIL(&rte_stack_tailq.head->tailq_head, te, next);
	rte_mcfg_tailq_write_unlock();
	return s;
}

void
rte_stack_free(struct rte_stack *s)
{
	struct rte_tailq_entry *te = NULL;

	if (s == NULL)
		return;
	if (rte_stack_tailq.head != NULL) {
		rte_mcfg_tailq_write_lock();
		TAILQ_FOREACH(te, &rte_stack_tailq.head->tailq_head, next) {
			if (te->data == s) {
				TAILQ_REMOVE(&rte_stack_tailq.head->tailq_head, te, next);
				break;
			}
		}
		rte_mcfg_tailq_write_unlock();
	}
	if (te == NULL) {
		STACK_LOG(ERR, "cannot free stack %p: it is not in the list of stacks", (void *)s);
		return;
	}
	rte_memzone_free(s->memzone);
	rte_free(te);
}

struct rte_stack *
rte_stack_lookup(const char *name)
{
	struct rte_stack *found = NULL;
	struct rte_tailq_entry *te;

	if (name == NULL) {
		rte_errno = EINVAL;
		return NULL;
	}
	if (rte_stack_tailq.head != NULL) {
		rte_mcfg_tailq_read_lock();
		TAILQ_FOREACH(te, &rte_stack_tailq.head->tailq_head, next) {
			struct rte_stack *s = te->data;

			if (strncmp(name, s->name, RTE_STACK_NAMESIZE) == 0) {
				found = s;
				break;
			}
		}
		rte_mcfg_tailq_read_unlock();
	}
	if (found == NULL)
		rte_errno = ENOENT;
	return found;
}
