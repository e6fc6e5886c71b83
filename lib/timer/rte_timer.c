/* SPDX-License-Identifier: BSD-3-Clause */
/* Timers: the state word that decides who may change one, and the lists that lcores poll. */
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <string.h>

#include <base/runtime.h>
#include <rte_cycles.h>
#include <rte_errno.h>
#include <rte_lcore.h>
#include <rte_memzone.h>
#include <rte_pause.h>
#include <rte_timer.h>

#include "timer_list.h"

#define SETS_MAX 64
#define DEFAULT_SET 0
#define MZ_NAME "rte_timer_mz"

struct timer_set {
	struct timer_list list[RTE_MAX_LCORE];
};

/* The sets stand behind the flags, so that those nobody asked for are never touched. */
struct timer_shared {
	rte_spinlock_t lock; /* guards used */
	bool used[SETS_MAX];
	struct timer_set set[SETS_MAX];
};

static struct timer_shared *shared;
static const struct rte_memzone *zone;

static void
set_init(uint32_t id)
{
	unsigned int i;

	for (i = 0; i < RTE_MAX_LCORE; i++)
		timer_list_init(&shared->set[id].list[i], i + 1);
	shared->used[id] = true;
}

int
rte_timer_subsystem_init(void)
{
	if (shared != NULL)
		return 0;
	zone = rte_memzone_lookup(MZ_NAME);
	if (zone != NULL) {
		shared = zone->addr;
		return 0;
	}
	zone = rte_memzone_reserve_aligned(MZ_NAME, sizeof(*shared), SOCKET_ID_ANY, 0, RTE_CACHE_LINE_SIZE);
	if (zone == NULL)
		return -ENOMEM;
	shared = zone->addr;
	rte_spinlock_init(&shared->lock);
	memset(shared->used, 0, sizeof(shared->used));
	set_init(DEFAULT_SET);
	return 0;
}

/* The memory dies with the runtime, whether the application finalized or not. */
static void
timer_stop(void)
{
	shared = NULL;
	zone = NULL;
}

static struct runtime_hook timer_hook = { .stop = timer_stop };

RTE_INIT(timer_hook_add)
{
	runtime_hook_add(&timer_hook);
}

void
rte_timer_subsystem_finalize(void)
{
	if (shared == NULL)
		return;
	shared = NULL;
	(void)rte_memzone_free(zone);
	zone = NULL;
}

static struct timer_set *
set_get(uint32_t id)
{
	return shared != NULL && id < SETS_MAX && shared->used[id] ? &shared->set[id] : NULL;
}

int
rte_timer_data_alloc(uint32_t *id_ptr)
{
	uint32_t i;
	int ret = -ENOSPC;

	if (id_ptr == NULL || shared == NULL)
		return -EINVAL;
	rte_spinlock_lock(&shared->lock);
	for (i = 0; i < SETS_MAX && ret != 0; i++) {
		if (shared->used[i])
			continue;
		set_init(i);
		*id_ptr = i;
		ret = 0;
	}
	rte_spinlock_unlock(&shared->lock);
	return ret;
}

int
rte_timer_data_dealloc(uint32_t id)
{
	if (set_get(id) == NULL || id == DEFAULT_SET)
		return -EINVAL;
	shared->used[id] = false;
	return 0;
}

void
rte_timer_init(struct rte_timer *tim)
{
	union rte_timer_status st = { .state = RTE_TIMER_STOP, .owner = RTE_TIMER_NO_OWNER };

	memset(tim, 0, sizeof(*tim));
	__atomic_store_n(&tim->status.u32, st.u32, __ATOMIC_RELAXED);
}

static union rte_timer_status
status_read(const struct rte_timer *tim)
{
	union rte_timer_status st;

	st.u32 = __atomic_load_n(&tim->status.u32, __ATOMIC_ACQUIRE);
	return st;
}

static void
status_write(struct rte_timer *tim, uint16_t state, int16_t owner)
{
	union rte_timer_status st = { .state = state, .owner = owner };

	__atomic_store_n(&tim->status.u32, st.u32, __ATOMIC_RELEASE);
}

static bool
status_swap(struct rte_timer *tim, union rte_timer_status *old, uint16_t state, int16_t owner)
{
	union rte_timer_status st = { .state = state, .owner = owner };

	return __atomic_compare_exchange_n(&tim->status.u32, &old->u32, st.u32, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE);
}

/* Take the right to change @p tim; *old tells where it was. */
static int
timer_claim(struct timer_set *s, struct rte_timer *tim, union rte_timer_status *old)
{
	unsigned int self = rte_lcore_id();

	*old = status_read(tim);
	do {
		if (old->state == RTE_TIMER_CONFIG)
			return -1;
		if (old->state == RTE_TIMER_RUNNING &&
		    ((unsigned int)(uint16_t)old->owner != self || self >= RTE_MAX_LCORE || s->list[self].running != tim))
			return -1;
	} while (!status_swap(tim, old, RTE_TIMER_CONFIG, self < RTE_MAX_LCORE ? (int16_t)self : RTE_TIMER_NO_OWNER));
	if (old->state == RTE_TIMER_RUNNING)
		s->list[self].running = NULL; /* its function changed it, and may free it: it is not looked at afterwards */
	return 0;
}

static void
list_leave(struct timer_set *s, struct rte_timer *tim, const union rte_timer_status *old)
{
	struct timer_list *l;

	if (old->state != RTE_TIMER_PENDING)
		return;
	l = &s->list[(uint16_t)old->owner];
	rte_spinlock_lock(&l->lock);
	timer_list_del(l, tim);
	rte_spinlock_unlock(&l->lock);
}

static void
list_join(struct timer_set *s, struct rte_timer *tim, unsigned int lcore)
{
	struct timer_list *l = &s->list[lcore];

	rte_spinlock_lock(&l->lock);
	timer_list_add(l, tim);
	status_write(tim, RTE_TIMER_PENDING, (int16_t)lcore);
	rte_spinlock_unlock(&l->lock);
}

/* Whose turn it is when the caller does not care. */
static unsigned int
lcore_turn(struct timer_set *s)
{
	unsigned int self = rte_lcore_id(), next;

	if (self >= RTE_MAX_LCORE)
		return rte_get_main_lcore();
	next = rte_get_next_lcore(s->list[self].next_lcore, 0, 1);
	s->list[self].next_lcore = next;
	return next;
}

int
rte_timer_alt_reset(uint32_t timer_data_id, struct rte_timer *tim, uint64_t ticks, enum rte_timer_type type,
	unsigned int tim_lcore,
		    rte_timer_cb_t fct, void *arg)
{
	struct timer_set *s = set_get(timer_data_id);
	union rte_timer_status old;
	unsigned int self = rte_lcore_id();

	if (s == NULL || tim == NULL || (tim_lcore != LCORE_ID_ANY && tim_lcore >= RTE_MAX_LCORE))
		return -EINVAL;
	if (tim_lcore == LCORE_ID_ANY)
		tim_lcore = lcore_turn(s);
	if (timer_claim(s, tim, &old) != 0)
		return -1;
	if (self < RTE_MAX_LCORE)
		s->list[self].nb_reset++;
	list_leave(s, tim, &old);
	tim->period = type == PERIODICAL ? ticks : 0;
	tim->expire = rte_get_timer_cycles() + ticks;
	tim->f = fct;
	tim->arg = arg;
	list_join(s, tim, tim_lcore);
	return 0;
}

int
rte_timer_reset(struct rte_timer *tim, uint64_t ticks, enum rte_timer_type type, unsigned int tim_lcore, rte_timer_cb_t fct,
	void *arg)
{
	return rte_timer_alt_reset(DEFAULT_SET, tim, ticks, type, tim_lcore, fct, arg);
}

void
rte_timer_reset_sync(struct rte_timer *tim, uint64_t ticks, enum rte_timer_type type, unsigned int tim_lcore,
	rte_timer_cb_t fct, void *arg)
{
	while (rte_timer_reset(tim, ticks, type, tim_lcore, fct, arg) == -1)
		rte_pause();
}

int
rte_timer_alt_stop(uint32_t timer_data_id, struct rte_timer *tim)
{
	struct timer_set *s = set_get(timer_data_id);
	union rte_timer_status old;
	unsigned int self = rte_lcore_id();

	if (s == NULL || tim == NULL)
		return -EINVAL;
	if (timer_claim(s, tim, &old) != 0)
		return -1;
	if (self < RTE_MAX_LCORE)
		s->list[self].nb_stop++;
	list_leave(s, tim, &old);
	status_write(tim, RTE_TIMER_STOP, RTE_TIMER_NO_OWNER);
	return 0;
}

int
rte_timer_stop(struct rte_timer *tim)
{
	return rte_timer_alt_stop(DEFAULT_SET, tim);
}

void
rte_timer_stop_sync(struct rte_timer *tim)
{
	while (rte_timer_stop(tim) == -1)
		rte_pause();
}

int
rte_timer_pending(struct rte_timer *tim)
{
	return status_read(tim).state == RTE_TIMER_PENDING;
}

int64_t
rte_timer_next_ticks(void)
{
	struct timer_set *s = set_get(DEFAULT_SET);
	unsigned int self = rte_lcore_id();
	uint64_t first, now;

	if (s == NULL || self >= RTE_MAX_LCORE)
		return -EINVAL;
	first = __atomic_load_n(&s->list[self].first, __ATOMIC_RELAXED);
	if (first == UINT64_MAX)
		return -ENOENT;
	now = rte_get_timer_cycles();
	return first > now ? (int64_t)(first - now) : 0;
}

/* Cut off what has expired on @p lcore. A timer that another thread is changing just now is left to that thread. */
static struct rte_timer *
expired_take(struct timer_list *l, int16_t self)
{
	struct rte_timer *head = NULL, **tail = &head, *t, *next;
	union rte_timer_status old;

	if (__atomic_load_n(&l->first, __ATOMIC_RELAXED) > rte_get_timer_cycles())
		return NULL;
	rte_spinlock_lock(&l->lock);
	for (t = timer_list_cut(l, rte_get_timer_cycles()); t != NULL; t = next) {
		next = t->sl_next[0];
		old = status_read(t);
		if (old.state == RTE_TIMER_PENDING && status_swap(t, &old, RTE_TIMER_RUNNING, self)) {
			*tail = t;
			tail = &t->sl_next[0];
		}
	}
	*tail = NULL;
	rte_spinlock_unlock(&l->lock);
	return head;
}

/* After its function: whatever that did to it stays, else it stops or goes for another period. */
static void
timer_after(struct timer_set *s, struct rte_timer *t, unsigned int lcore, int16_t self)
{
	union rte_timer_status old = status_read(t);

	if (old.state != RTE_TIMER_RUNNING || old.owner != self)
		return;
	if (t->period == 0) {
		status_write(t, RTE_TIMER_STOP, RTE_TIMER_NO_OWNER);
		return;
	}
	if (!status_swap(t, &old, RTE_TIMER_CONFIG, self))
		return;
	t->expire += t->period;
	list_join(s, t, lcore);
}

static void
expired_run(struct timer_set *s, unsigned int lcore, unsigned int self, rte_timer_alt_manage_cb_t f)
{
	struct timer_list *mine = &s->list[self];
	struct rte_timer *t = expired_take(&s->list[lcore], (int16_t)self), *next;

	for (; t != NULL; t = next) {
		next = t->sl_next[0];
		mine->running = t;
		if (f != NULL) {
			/* the user's function may free the timer: it is told apart from the library's lists before */
			status_write(t, RTE_TIMER_STOP, RTE_TIMER_NO_OWNER);
			f(t);
			continue;
		}
		t->f(t, t->arg);
		if (mine->running == t)
			timer_after(s, t, lcore, (int16_t)self);
	}
	mine->running = NULL;
}

static int
manage(uint32_t id, unsigned int *lcores, int nb, rte_timer_alt_manage_cb_t f)
{
	struct timer_set *s = set_get(id);
	unsigned int self = rte_lcore_id();
	int i;

	if (s == NULL || self >= RTE_MAX_LCORE || (nb > 0 && lcores == NULL))
		return -EINVAL;
	s->list[self].nb_manage++;
	if (nb <= 0)
		expired_run(s, self, self, f);
	for (i = 0; i < nb; i++) {
		if (lcores[i] >= RTE_MAX_LCORE)
			return -EINVAL;
		expired_run(s, lcores[i], self, f);
	}
	return 0;
}

int
rte_timer_manage(void)
{
	return manage(DEFAULT_SET, NULL, 0, NULL);
}

int
rte_timer_alt_manage(uint32_t timer_data_id, unsigned int *poll_lcores, int nb_poll_lcores, rte_timer_alt_manage_cb_t f)
{
	return f != NULL ? manage(timer_data_id, poll_lcores, nb_poll_lcores, f) : -EINVAL;
}

int
rte_timer_stop_all(uint32_t timer_data_id, unsigned int *walk_lcores, int nb_walk_lcores, rte_timer_stop_all_cb_t f, void *f_arg)
{
	struct timer_set *s = set_get(timer_data_id);
	struct timer_list *l;
	struct rte_timer *t, *next;
	int i;

	if (s == NULL || walk_lcores == NULL)
		return -EINVAL;
	for (i = 0; i < nb_walk_lcores; i++) {
		if (walk_lcores[i] >= RTE_MAX_LCORE)
			return -EINVAL;
		l = &s->list[walk_lcores[i]];
		rte_spinlock_lock(&l->lock);
		t = timer_list_cut(l, UINT64_MAX);
		for (next = t; next != NULL; next = next->sl_next[0])
			status_write(next, RTE_TIMER_STOP, RTE_TIMER_NO_OWNER);
		rte_spinlock_unlock(&l->lock);
		for (; t != NULL; t = next) {
			next = t->sl_next[0];
			if (f != NULL)
				f(t, f_arg);
		}
	}
	return 0;
}

int
rte_timer_alt_dump_stats(uint32_t timer_data_id, FILE *f)
{
	struct timer_set *s = set_get(timer_data_id);
	uint64_t reset = 0, stop = 0, runs = 0, pending = 0;
	unsigned int i;

	if (s == NULL || f == NULL)
		return -EINVAL;
	for (i = 0; i < RTE_MAX_LCORE; i++) {
		reset += s->list[i].nb_reset;
		stop += s->list[i].nb_stop;
		runs += s->list[i].nb_manage;
		pending += s->list[i].nb_pending;
	}
	fprintf(f, "Timer statistics:\n");
	fprintf(f, "  reset = %" PRIu64 "\n  stop = %" PRIu64 "\n", reset, stop);
	fprintf(f, "  manage = %" PRIu64 "\n  pending = %" PRIu64 "\n", runs, pending);
	return 0;
}

int
rte_timer_dump_stats(FILE *f)
{
	return rte_timer_alt_dump_stats(DEFAULT_SET, f);
}
