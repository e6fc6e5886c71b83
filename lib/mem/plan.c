/* SPDX-License-Identifier: BSD-3-Clause */
/* Decides from options and machine what memory to set up: kind of pages, lists, and amounts. Changes nothing. */
#include <errno.h>
#include <sys/sysinfo.h>

#include "mem_priv.h"

#define PLAIN_DEFAULT_MB 64

/** Options that contradict each other. */
static int
plan_check(const struct mem_params *p)
{
	bool fixed = p->no_huge || p->legacy_mem;
	unsigned int i;

	if (p->mem_mb != 0 && p->socket_mb_given)
		return mem_why(-EINVAL, "-m and --socket-mem exclude each other");
	if (p->no_huge && p->socket_mb_given)
		return mem_why(-EINVAL, "--no-huge and --socket-mem exclude each other");
	if (p->in_memory && fixed)
		return mem_why(-EINVAL, "--in-memory excludes --no-huge and --legacy-mem");
	if (p->match_allocations && fixed)
		return mem_why(-EINVAL, "--match-allocations excludes --no-huge and --legacy-mem");
	for (i = 0; i < RTE_MAX_NUMA_NODES; i++)
		if (p->socket_limit_mb[i] != 0 && fixed)
			return mem_why(-EINVAL, "--socket-limit excludes --no-huge and --legacy-mem");
	return 0;
}

static struct plan_list *
plan_add(struct mem_plan *plan, uint64_t page_sz, uint64_t seg_sz, unsigned int node, const char *dir)
{
	struct plan_list *pl = &plan->list[plan->nb_lists++];

	*pl = (struct plan_list){ .page_sz = page_sz, .seg_sz = seg_sz, .node = node, .dir = dir };
	return pl;
}

/** Plain pages; --no-huge and --legacy-mem reserve all at once. */
static int
plan_plain(const struct mem_params *p, struct mem_plan *plan)
{
	uint64_t mb = p->mem_mb != 0 ? p->mem_mb : PLAIN_DEFAULT_MB, have;
	unsigned int i;
	struct sysinfo info;

	plan->kind = MEM_PLAIN;
	if (!plan->fixed) {
		for (i = 0; i < plan->nodes.nb; i++)
			plan_add(plan, rte_mem_page_size(), PLAIN_SEG, i, "");
		return 0;
	}
	sysinfo(&info);
	have = ((uint64_t)info.totalram + info.totalswap) * info.mem_unit;
	if (mb > have / MB)
		return mem_why(-ENOMEM, "%" PRIu64 " MB asked for, the machine has %" PRIu64 " MB", mb, (uint64_t)(have / MB));
	plan_add(plan, rte_mem_page_size(), PLAIN_SEG, 0, "")->initial = (mb * MB + PLAIN_SEG - 1) / PLAIN_SEG;
	return 0;
}

/** Pages of list @p pl that can still be had. */
static uint64_t
pages_left(const struct mem_plan *plan, const struct plan_list *pl)
{
	const struct huge_size *s;
	const struct plan_list *other;
	uint64_t used = 0, all;

	for (s = plan->huge.size; s->page_sz != pl->page_sz; s++)
		;
	for (other = plan->list; other < plan->list + plan->nb_lists; other++)
		if (other->page_sz == pl->page_sz)
			used += other->initial;
	all = s->avail > used ? s->avail - used : 0;
	used = pl->initial;
	return RTE_MIN(all, s->node_avail[pl->node] > used ? s->node_avail[pl->node] - used : 0);
}

/** Let @p pl have pages for @p need bytes, as many as there are; @p whole: none that is used in part only. Bytes still needed. */
static uint64_t
pages_take(const struct mem_plan *plan, struct plan_list *pl, uint64_t need, bool whole)
{
	uint64_t n = whole ? need / pl->page_sz : (need + pl->page_sz - 1) / pl->page_sz, got;

	n = RTE_MIN(n, pages_left(plan, pl));
	pl->initial += n;
	got = n * pl->page_sz;
	return got < need ? need - got : 0;
}

/** Find pages for @p need bytes on @p node: large ones first, without waste as long as possible. Bytes that are missing. */
static uint64_t
plan_node(struct mem_plan *plan, unsigned int node, uint64_t need)
{
	unsigned int i;

	for (i = plan->nb_lists; i-- > 0;)
		if (plan->list[i].node == node)
			need = pages_take(plan, &plan->list[i], need, true);
	for (i = 0; i < plan->nb_lists && need != 0; i++)
		if (plan->list[i].node == node)
			need = pages_take(plan, &plan->list[i], need, false);
	return need;
}

/** The error for hugepages that are not there. */
static int
plan_short(const struct mem_plan *plan, uint64_t mb, uint64_t missing)
{
	const struct huge_size *s;
	char text[128] = "";
	size_t n = 0;

	for (s = plan->huge.size; s < plan->huge.size + plan->huge.nb && n < sizeof(text); s++)
		n += snprintf(text + n, sizeof(text) - n, "%s%" PRIu64 " x %" PRIu64 " kB", n > 0 ? ", " : "", s->avail,
				s->page_sz >> 10);
	return mem_why(-ENOMEM, "%" PRIu64 " MB of hugepages asked for, %" PRIu64 " MB are missing (free: %s); reserve more, "
			"mount hugetlbfs, or use --no-huge", mb, (uint64_t)((missing + MB - 1) / MB), n > 0 ? text : "none");
}

/** --socket-mem */
static int
plan_sockets(const struct mem_params *p, struct mem_plan *plan)
{
	uint64_t missing;
	unsigned int i, node;

	for (i = 0; i < RTE_MAX_NUMA_NODES; i++) {
		if (p->socket_mb[i] == 0)
			continue;
		for (node = 0; node < plan->nodes.nb && plan->nodes.id[node] != (int)i; node++)
			;
		if (node == plan->nodes.nb)
			return mem_why(-EINVAL, "--socket-mem: there is no NUMA node %u with memory", i);
		missing = plan_node(plan, node, p->socket_mb[i] * MB);
		if (missing != 0)
			return plan_short(plan, p->socket_mb[i], missing);
	}
	return 0;
}

/** -m: by the number of CPUs on each node, then wherever there are pages. */
static int
plan_total(const struct mem_params *p, struct mem_plan *plan)
{
	uint64_t need = p->mem_mb * MB, share, missing = 0;
	unsigned int node, cpus = 0;

	for (node = 0; node < plan->nodes.nb; node++)
		cpus += plan->nodes.cpus[node];
	for (node = 0; node + 1 < plan->nodes.nb && cpus != 0; node++) {
		share = p->mem_mb * plan->nodes.cpus[node] / cpus * MB;
		missing += plan_node(plan, node, share);
		need -= share;
	}
	for (missing += need, node = plan->nodes.nb; node-- > 0 && missing != 0;)
		missing = plan_node(plan, node, missing);
	return missing == 0 ? 0 : plan_short(plan, p->mem_mb, missing);
}

/** Hugepages: lists by node and size, and what is mapped at start. */
static int
plan_huge(const struct mem_params *p, struct mem_plan *plan)
{
	struct huge_size *s;
	unsigned int node, i;

	plan->kind = p->in_memory ? MEM_HUGE_FD : MEM_HUGE_FS;
	for (node = 0; node < plan->nodes.nb; node++)
		for (s = plan->huge.size; s < plan->huge.size + plan->huge.nb; s++)
			if (p->in_memory ? s->avail != 0 : s->dir[0] != '\0')
				plan_add(plan, s->page_sz, s->page_sz, node, s->dir);
	if (p->socket_mb_given)
		return plan_sockets(p, plan);
	if (p->mem_mb != 0)
		return plan_total(p, plan);
	for (i = 0; plan->fixed && i < plan->nb_lists; i++)
		plan->list[i].initial = pages_left(plan, &plan->list[i]);
	return 0;
}

/** Can hugepages be used at all? */
static bool
plan_has_huge(const struct mem_params *p, const struct mem_plan *plan)
{
	unsigned int i;

	for (i = 0; i < plan->huge.nb; i++)
		if (plan->huge.size[i].avail != 0 && (p->in_memory || plan->huge.size[i].dir[0] != '\0'))
			return true;
	return false;
}

/** Size the address ranges; lists that can never hold anything vanish. */
static void
plan_rooms(struct mem_plan *plan)
{
	uint64_t spare = RTE_MIN(RTE_MAX_MEM_MB * MB, (uint64_t)window_spare());
	struct plan_list *pl, *to = plan->list;
	struct sysinfo info;

	sysinfo(&info);
	spare = RTE_MIN(spare / plan->nb_lists, (uint64_t)info.totalram * info.mem_unit);
	for (pl = plan->list; pl < plan->list + plan->nb_lists; pl++) {
		pl->room = plan->fixed ? pl->initial : RTE_MAX(pl->initial, spare / pl->seg_sz);
		if (pl->room != 0)
			*to++ = *pl;
	}
	plan->nb_lists = to - plan->list;
}

int
plan_make(const struct mem_params *p, struct mem_plan *plan)
{
	bool promised = p->mem_mb != 0 || p->socket_mb_given || p->huge_dir != NULL;
	int ret = plan_check(p);

	memset(plan, 0, sizeof(*plan));
	plan->fixed = p->no_huge || p->legacy_mem;
	nodes_read(&plan->nodes);
	if (ret == 0 && !p->no_huge)
		ret = huge_read(p, &plan->nodes, !p->in_memory, &plan->huge);
	if (ret != 0)
		return ret;
	if (!p->no_huge && plan_has_huge(p, plan)) {
		ret = plan_huge(p, plan);
	} else {
		if (!p->no_huge && promised)
			return plan_short(plan, p->mem_mb, p->mem_mb * MB);
		plan->fallback = !p->no_huge;
		ret = plan_plain(p, plan);
	}
	if (ret == 0 && plan->nb_lists != 0)
		plan_rooms(plan);
	return ret;
}
