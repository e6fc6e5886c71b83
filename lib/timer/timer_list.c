/* SPDX-License-Identifier: BSD-3-Clause */
/* A skip list of timers: one link in four goes up a level, so that insertion and removal take O(log n). */
#include <stdbool.h>
#include <string.h>

#include "timer_list.h"

void
timer_list_init(struct timer_list *l, uint32_t seed)
{
	memset(l, 0, sizeof(*l));
	rte_spinlock_init(&l->lock);
	l->first = UINT64_MAX;
	l->depth = 1;
	l->seed = seed * 2654435761u + 1;
}

static unsigned int
level_throw(struct timer_list *l)
{
	unsigned int level;

	l->seed ^= l->seed << 13;
	l->seed ^= l->seed >> 17;
	l->seed ^= l->seed << 5;
	level = (unsigned int)__builtin_ctz(l->seed | 1u << 2 * (MAX_SKIPLIST_DEPTH - 1)) / 2;
	return RTE_MIN(level, l->depth);
}

/* prev[i]: last timer of level i that expires before @p expire (or at it, when @p behind). */
static void
prev_find(struct timer_list *l, uint64_t expire, bool behind, struct rte_timer *prev[MAX_SKIPLIST_DEPTH])
{
	struct rte_timer *t = &l->head;
	unsigned int level = l->depth;

	while (level-- > 0) {
		while (t->sl_next[level] != NULL &&
		       (t->sl_next[level]->expire < expire || (behind && t->sl_next[level]->expire == expire)))
			t = t->sl_next[level];
		prev[level] = t;
	}
}

static void
first_note(struct timer_list *l)
{
	__atomic_store_n(&l->first, l->head.sl_next[0] != NULL ? l->head.sl_next[0]->expire : UINT64_MAX, __ATOMIC_RELAXED);
}

void
timer_list_add(struct timer_list *l, struct rte_timer *tim)
{
	struct rte_timer *prev[MAX_SKIPLIST_DEPTH];
	unsigned int level, i;

	prev_find(l, tim->expire, true, prev);
	level = level_throw(l);
	if (level == l->depth) {
		if (l->depth < MAX_SKIPLIST_DEPTH)
			prev[l->depth++] = &l->head;
		else
			level--;
	}
	for (i = 0; i < MAX_SKIPLIST_DEPTH; i++)
		tim->sl_next[i] = NULL;
	for (i = 0; i <= level; i++) {
		tim->sl_next[i] = prev[i]->sl_next[i];
		prev[i]->sl_next[i] = tim;
	}
	l->nb_pending++;
	first_note(l);
}

void
timer_list_del(struct timer_list *l, struct rte_timer *tim)
{
	struct rte_timer *prev[MAX_SKIPLIST_DEPTH], *t;
	unsigned int i;
	bool found = false;

	prev_find(l, tim->expire, false, prev);
	for (i = 0; i < l->depth; i++) {
		/* timers of the same tick may stand in front of it */
		for (t = prev[i]; t->sl_next[i] != NULL && t->sl_next[i] != tim && t->sl_next[i]->expire == tim->expire;)
			t = t->sl_next[i];
		if (t->sl_next[i] != tim)
			break;
		t->sl_next[i] = tim->sl_next[i];
		found = true;
	}
	while (l->depth > 1 && l->head.sl_next[l->depth - 1] == NULL)
		l->depth--;
	if (found)
		l->nb_pending--;
	first_note(l);
}

struct rte_timer *
timer_list_cut(struct timer_list *l, uint64_t now)
{
	struct rte_timer *prev[MAX_SKIPLIST_DEPTH] = { &l->head }, *cut = l->head.sl_next[0], *t;
	unsigned int i;

	prev_find(l, now, true, prev);
	if (prev[0] == &l->head)
		return NULL;
	for (i = 0; i < l->depth; i++) {
		if (prev[i] == &l->head)
			break;
		l->head.sl_next[i] = prev[i]->sl_next[i];
		prev[i]->sl_next[i] = NULL;
	}
	while (l->depth > 1 && l->head.sl_next[l->depth - 1] == NULL)
		l->depth--;
	for (t = cut; t != NULL; t = t->sl_next[0])
		l->nb_pending--;
	first_note(l);
	return cut;
}
