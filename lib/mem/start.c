/* SPDX-License-Identifier: BSD-3-Clause */
/* Start and stop of the memory room, as one table of steps. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

#include "heap.h"
#include "mem_priv.h"

#define PLAIN_KEEP (4 * MB)

struct mem_local mem_local = { .config_fd = -1 };

/** What is known during a start. */
struct start {
	const struct mem_params *p;
	struct mem_plan plan;
	int iova_mode;
};

int
mem_why(int err, const char *format, ...)
{
	va_list ap;

	if (mem_local.starting && mem_local.why[0] == '\0') {
		va_start(ap, format);
		vsnprintf(mem_local.why, sizeof(mem_local.why), format, ap);
		va_end(ap);
	}
	return err;
}

/** Keep a copy of string option @p text in @p to. False: too long. */
static bool
option_copy(char *to, size_t size, const char **text)
{
	if (*text == NULL)
		return true;
	if (strlen(*text) >= size)
		return false;
	*text = strcpy(to, *text);
	return true;
}

static int
options_take(struct start *s)
{
	struct mem_params *p = &mem_local.p;

	*p = *s->p;
	if (p->file_prefix == NULL)
		p->file_prefix = "rte";
	if (p->file_prefix[0] == '\0' || strpbrk(p->file_prefix, "/%") != NULL ||
			!option_copy(mem_local.prefix, sizeof(mem_local.prefix), &p->file_prefix))
		return mem_why(-EINVAL, "--file-prefix must be a file name of 1 to %d characters", PREFIX_MAX - 1);
	if (!option_copy(mem_local.runtime_dir, sizeof(mem_local.runtime_dir), &p->runtime_dir) ||
			!option_copy(mem_local.huge_dir, sizeof(mem_local.huge_dir), &p->huge_dir))
		return mem_why(-ENAMETOOLONG, "path of a directory");
	s->p = p;
	return iova_decide(p, &s->iova_mode);
}

static int
plan_step(struct start *s)
{
	int ret = plan_make(s->p, &s->plan);

	if (ret == 0)
		mem_local.nodes = s->plan.nodes;
	return ret;
}

/** Offset of each list's range in the window into @p at (may be NULL); the length of the window. */
static size_t
window_layout(const struct mem_plan *plan, size_t *at, size_t *align)
{
	size_t len = 0;
	unsigned int i;

	*align = PLAIN_SEG;
	for (i = 0; i < plan->nb_lists; i++) {
		*align = RTE_MAX(*align, (size_t)plan->list[i].seg_sz);
		len = RTE_ALIGN_CEIL(len, plan->list[i].seg_sz);
		if (at != NULL)
			at[i] = len;
		len += plan->list[i].room * plan->list[i].seg_sz;
	}
	return len;
}

/** Reserve less beyond what is needed at start. False: there is nothing more to save. */
static bool
window_save(struct mem_plan *plan)
{
	struct plan_list *pl;
	bool saved = false;
	uint64_t need;

	for (pl = plan->list; pl < plan->list + plan->nb_lists; pl++) {
		need = RTE_MAX(pl->initial, (uint64_t)1);
		saved |= pl->room > need;
		pl->room = RTE_MAX(pl->room / 2, need);
	}
	return saved;
}

static int
window_step(struct start *s)
{
	uint64_t hint = s->p->base_virtaddr != 0 ? s->p->base_virtaddr : WINDOW_HINT;
	size_t len, align;
	int ret;

	do {
		len = window_layout(&s->plan, NULL, &align);
		if (len == 0)
			return mem_why(-ENOMEM, "no memory to use");
		ret = window_reserve(len, align, hint);
	} while (ret == -ENOMEM && window_save(&s->plan));
	if (ret != 0)
		return mem_why(ret, "no %zu bytes of address space", len);
	if (s->p->base_virtaddr != 0 && (uintptr_t)mem_local.window != RTE_ALIGN_CEIL(hint, align))
		MEM_LOG(WARNING, "--base-virtaddr 0x%" PRIx64 " is taken, memory is at %p\n", hint, mem_local.window);
	return 0;
}

/** Bytes of the tables of a list in the shared configuration: segments, then edges. */
static size_t
tables_size(const struct plan_list *pl)
{
	return RTE_ALIGN_CEIL(pl->room * sizeof(struct rte_memseg), RTE_CACHE_LINE_SIZE) +
		RTE_ALIGN_CEIL(pl->room * sizeof(uintptr_t), RTE_CACHE_LINE_SIZE);
}

static void
shared_fill(struct mem_shared *sh, const struct start *s)
{
	unsigned int i;

	sh->version = MEM_VERSION;
	sh->iova_mode = s->iova_mode;
	sh->fixed = s->plan.fixed;
	sh->single_file = s->p->single_file_segments;
	sh->match = s->p->match_allocations;
	sh->huge = s->plan.kind != MEM_PLAIN;
	sh->nchannel = s->p->nchannel;
	sh->nrank = s->p->nrank;
	sh->nb_own = s->plan.nb_lists;
	sh->next_socket = HEAP_FIRST_EXTERNAL;
	mem_lock_init_recursive(&sh->map);
	mem_lock_init_recursive(&sh->tailq);
	mem_lock_init_recursive(&sh->mempool);
	mem_lock_init_recursive(&sh->timer);
	mem_lock_init(&sh->zones.lock);
	for (i = 0; i < RTE_MAX_TAILQ; i++)
		TAILQ_INIT(&sh->tailqs[i].tailq_head);
}

static int
shared_step(struct start *s)
{
	size_t size = RTE_ALIGN_CEIL(sizeof(struct mem_shared), RTE_CACHE_LINE_SIZE);
	unsigned int i;
	int ret;

	for (i = 0; i < s->plan.nb_lists; i++)
		size += tables_size(&s->plan.list[i]);
	size = RTE_ALIGN_CEIL(size, rte_mem_page_size());
	ret = shared_create(size, (uintptr_t)mem_local.window - size);
	if (ret == 0)
		shared_fill(mem_shared, s);
	return ret;
}

/** Heap of each node that has a list. */
static void
heaps_make(const struct start *s)
{
	struct mem_shared *sh = mem_shared;
	char name[HEAP_NAME_LEN];
	unsigned int i, node;

	for (i = 0; i < s->plan.nb_lists; i++) {
		node = s->plan.list[i].node;
		if (heap_socket(&sh->heap[node]) >= 0)
			continue;
		snprintf(name, sizeof(name), "socket_%d", s->plan.nodes.id[node]);
		heap_init(&sh->heap[node], name, s->plan.nodes.id[node], false);
		/* Enough that a block that comes and goes does not map and unmap each time. */
		if (!sh->match)
			sh->heap[node].keep = sh->huge ? s->plan.list[i].seg_sz : PLAIN_KEEP;
		sh->nb_heaps = RTE_MAX(sh->nb_heaps, node + 1);
	}
}

static int
lists_step(struct start *s)
{
	size_t at[RTE_MAX_MEMSEG_LISTS], align, used = RTE_ALIGN_CEIL(sizeof(struct mem_shared), RTE_CACHE_LINE_SIZE);
	unsigned int i, number = 0;
	char name[64];
	int ret = 0;

	window_layout(&s->plan, at, &align);
	heaps_make(s);
	for (i = 0; i < s->plan.nb_lists && ret == 0; i++) {
		const struct plan_list *pl = &s->plan.list[i];
		char *table = (char *)mem_shared + used;
		struct mem_list *l;

		snprintf(name, sizeof(name), "memseg-%" PRIu64 "k-%d-0", pl->page_sz >> 10, s->plan.nodes.id[pl->node]);
		l = list_claim((char *)mem_local.window + at[i], __builtin_ctzll(pl->seg_sz), pl->page_sz, pl->room,
				s->plan.nodes.id[pl->node], name, (struct rte_memseg *)table);
		if (l == NULL)
			return mem_why(-ENOMEM, "no room for list %s in the shared configuration", name);
		l->edge = (uintptr_t *)(table + RTE_ALIGN_CEIL(pl->room * sizeof(struct rte_memseg), RTE_CACHE_LINE_SIZE));
		ret = backing_open(&mem_local.backing[i], l, s->plan.kind, pl, number);
		heap_add_list(&mem_shared->heap[pl->node], l);
		list_publish(l);
		used += tables_size(pl);
		number += pl->room;
	}
	return ret;
}

static void
lists_undo(void)
{
	unsigned int i;

	for (i = 0; mem_shared != NULL && i < RTE_MAX_MEMSEG_LISTS; i++) {
		struct mem_list *l = &mem_shared->list[i];

		if (mem_local.backing[i].ops == NULL)
			continue;
		heap_unpoison(l->msl.base_va, (size_t)l->top << l->seg_shift);
		backing_close(&mem_local.backing[i], l);
	}
}

static int
limits_step(struct start *s)
{
	uint64_t planned, limit;
	unsigned int node, i;
	int ret = 0;

	for (node = 0; node < s->plan.nodes.nb && ret == 0; node++) {
		limit = s->p->socket_limit_mb[s->plan.nodes.id[node]] * MB;
		for (planned = 0, i = 0; i < s->plan.nb_lists; i++)
			if (s->plan.list[i].node == node)
				planned += s->plan.list[i].initial * s->plan.list[i].seg_sz;
		if (limit == 0)
			continue;
		if (planned > limit)
			return mem_why(-EINVAL, "--socket-limit is below the memory asked for on node %d",
					s->plan.nodes.id[node]);
		ret = notify_limit(s->plan.nodes.id[node], limit);
	}
	return ret;
}

static int
memory_step(struct start *s)
{
	unsigned int i;
	int ret;

	for (i = 0; i < s->plan.nb_lists; i++) {
		const struct plan_list *pl = &s->plan.list[i];

		ret = pl->initial != 0 ? mem_grow_initial(&mem_shared->list[i], pl->initial) : 0;
		if (ret != 0)
			return mem_why(ret, "cannot map %" PRIu64 " x %" PRIu64 " kB on node %d", pl->initial, pl->seg_sz >> 10,
					s->plan.nodes.id[pl->node]);
	}
	return 0;
}

/** Steps in order; an undo also cleans up after its step failed half way. */
static const struct {
	const char *name;
	int (*run)(struct start *s);
	void (*undo)(void);
} steps[] = {
	{ "options", options_take, NULL },
	{ "amounts", plan_step, NULL },
	{ "address space", window_step, window_release },
	{ "shared configuration", shared_step, shared_destroy },
	{ "segment lists", lists_step, lists_undo },
	{ "limits", limits_step, notify_reset },
	{ "memory", memory_step, NULL },
};

static void
steps_undo(unsigned int n)
{
	while (n-- > 0)
		if (steps[n].undo != NULL)
			steps[n].undo();
}

int
mem_start(const struct mem_params *p)
{
	struct start s = { .p = p };
	unsigned int i;
	int ret = 0;

	if (mem_shared != NULL)
		return -EALREADY;
	memset(&mem_local, 0, sizeof(mem_local));
	mem_local.config_fd = -1;
	mem_local.starting = true;
	for (i = 0; i < RTE_DIM(steps) && ret == 0; i++)
		ret = steps[i].run(&s);
	mem_local.starting = false;
	if (ret != 0) {
		steps_undo(i);
		MEM_LOG(ERR, "Cannot set up memory (%s): %s%s%s\n", steps[i - 1].name, mem_local.why,
				mem_local.why[0] != '\0' ? ": " : "", strerror(-ret));
		return ret;
	}
	if (s.plan.fallback)
		MEM_LOG(INFO, "No free hugepages%s: using plain pages\n", p->in_memory ? "" : " on a hugetlbfs mount");
	__atomic_store_n(&mem_shared->magic, RTE_MAGIC, __ATOMIC_RELEASE);
	return 0;
}

void
mem_stop(void)
{
	if (mem_shared != NULL)
		steps_undo(RTE_DIM(steps));
}

bool
mem_has_hugepages(void)
{
	return mem_shared != NULL && mem_shared->huge;
}

struct rte_tailq_head *
mem_tailqs(void)
{
	return mem_shared != NULL ? mem_shared->tailqs : NULL;
}
