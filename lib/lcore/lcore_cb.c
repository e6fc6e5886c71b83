/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Lcores that come and go: registered threads, the callbacks that hear of them, walks and the dump.
 *
 * Callbacks must see a table that stands still, but no lock may be held while they run. So a change needs the token: a flag with
 * an owner. Who owns it already is told so instead of waiting for itself.
 */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/queue.h>

#include <rte_errno.h>
#include <rte_log.h>

#include "lcore_priv.h"

struct lcore_callback {
	TAILQ_ENTRY(lcore_callback) next;
	rte_lcore_init_cb init;
	rte_lcore_uninit_cb uninit;
	void *arg;
	char name[];
};

static TAILQ_HEAD(callback_list, lcore_callback) callbacks = TAILQ_HEAD_INITIALIZER(callbacks); /* by the token's owner */
static rte_lcore_usage_cb usage_cb;                                                           /* atomic */

static pthread_mutex_t token_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t token_free = PTHREAD_COND_INITIALIZER;
static bool token_taken;      /* under token_lock */
static pthread_t token_owner; /* under token_lock */

/* -EDEADLK when the caller has it: it is inside a callback. */
static int
token_take(void)
{
	int ret = 0;

	pthread_mutex_lock(&token_lock);
	if (token_taken && pthread_equal(token_owner, pthread_self())) {
		ret = -EDEADLK;
	} else {
		while (token_taken)
			pthread_cond_wait(&token_free, &token_lock);
		token_taken = true;
		token_owner = pthread_self();
	}
	pthread_mutex_unlock(&token_lock);
	return ret;
}

static void
token_give(void)
{
	pthread_mutex_lock(&token_lock);
	token_taken = false;
	pthread_cond_signal(&token_free);
	pthread_mutex_unlock(&token_lock);
}

static bool
lcore_exists(unsigned int id)
{
	return lcore_role(id) != ROLE_OFF;
}

static void
callback_uninit(const struct lcore_callback *cb, unsigned int id)
{
	if (cb->uninit != NULL)
		cb->uninit(id, cb->arg);
}

/* Tell one callback of every lcore; when it refuses one, take the ones before back. */
static int
callback_init_all(const struct lcore_callback *cb)
{
	unsigned int id;
	int ret = 0;

	if (cb->init == NULL)
		return 0;
	for (id = 0; id < RTE_MAX_LCORE; id++) {
		if (!lcore_exists(id))
			continue;
		ret = cb->init(id, cb->arg);
		if (ret < 0)
			break;
	}
	if (ret >= 0)
		return 0;
	RTE_LOG(ERR, EAL, "Lcore callback %s refused lcore %u: %s\n", cb->name, id, rte_strerror(-ret));
	while (id-- > 0)
		if (lcore_exists(id))
			callback_uninit(cb, id);
	return ret;
}

static void
callback_uninit_all(const struct lcore_callback *cb)
{
	unsigned int id;

	for (id = 0; id < RTE_MAX_LCORE; id++)
		if (lcore_exists(id))
			callback_uninit(cb, id);
}

/* Tell every callback of one lcore; when one refuses, take it back from those before. */
static int
lcore_init(unsigned int id)
{
	struct lcore_callback *cb;
	int ret = 0;

	TAILQ_FOREACH(cb, &callbacks, next) {
		ret = cb->init != NULL ? cb->init(id, cb->arg) : 0;
		if (ret < 0)
			break;
	}
	if (ret >= 0)
		return 0;
	RTE_LOG(ERR, EAL, "Lcore callback %s refused lcore %u: %s\n", cb->name, id, rte_strerror(-ret));
	while ((cb = TAILQ_PREV(cb, callback_list, next)) != NULL)
		callback_uninit(cb, id);
	return ret;
}

void *
rte_lcore_callback_register(const char *name, rte_lcore_init_cb init, rte_lcore_uninit_cb uninit, void *arg)
{
	struct lcore_callback *cb;
	int ret;

	if (name == NULL)
		name = "unnamed";
	cb = calloc(1, sizeof(*cb) + strlen(name) + 1);
	if (cb == NULL) {
		rte_errno = ENOMEM;
		return NULL;
	}
	strcpy(cb->name, name);
	cb->init = init;
	cb->uninit = uninit;
	cb->arg = arg;
	ret = token_take();
	if (ret == 0) {
		/* before the start there is a plan perhaps, but no lcore */
		ret = lcore_running() ? callback_init_all(cb) : 0;
		if (ret == 0)
			TAILQ_INSERT_TAIL(&callbacks, cb, next);
		token_give();
	}
	if (ret == 0)
		return cb;
	free(cb);
	rte_errno = -ret;
	return NULL;
}

void
rte_lcore_callback_unregister(void *handle)
{
	struct lcore_callback *cb;

	if (handle == NULL || token_take() != 0)
		return;
	TAILQ_FOREACH(cb, &callbacks, next)
		if (cb == handle)
			break;
	if (cb != NULL) {
		TAILQ_REMOVE(&callbacks, cb, next);
		if (lcore_running())
			callback_uninit_all(cb);
		free(cb);
	}
	token_give();
}

int
lcore_cb_start(void)
{
	struct lcore_callback *cb;
	int ret;

	ret = token_take();
	if (ret != 0)
		return ret;
	TAILQ_FOREACH(cb, &callbacks, next) {
		ret = callback_init_all(cb);
		if (ret != 0)
			break;
	}
	if (ret != 0)
		while ((cb = TAILQ_PREV(cb, callback_list, next)) != NULL)
			callback_uninit_all(cb);
	token_give();
	return ret;
}

void
lcore_cb_stop(void)
{
	struct lcore_callback *cb;

	if (token_take() != 0)
		return;
	while ((cb = TAILQ_LAST(&callbacks, callback_list)) != NULL) {
		TAILQ_REMOVE(&callbacks, cb, next);
		callback_uninit_all(cb);
		free(cb);
	}
	token_give();
}

/* An id for the calling thread; the token is held. */
static int
id_allocate(unsigned int *out)
{
	rte_cpuset_t cpus;
	unsigned int id;

	for (id = 0; id < RTE_MAX_LCORE && lcore_exists(id); id++)
		continue;
	if (id == RTE_MAX_LCORE)
		return -ENOMEM;
	if (pthread_getaffinity_np(pthread_self(), sizeof(cpus), &cpus) != 0)
		cpus = topology.online;
	pthread_mutex_lock(&lcore_cpuset_lock);
	lcore_table_set(&lcore_table, id, ROLE_NON_EAL, &cpus);
	pthread_mutex_unlock(&lcore_cpuset_lock);
	__atomic_fetch_add(&lcore_table.count, 1, __ATOMIC_RELAXED);
	*out = id;
	return 0;
}

static void
id_free(unsigned int id)
{
	__atomic_store_n(&lcore_table.lcores[id].role, ROLE_OFF, __ATOMIC_RELEASE);
	__atomic_fetch_sub(&lcore_table.count, 1, __ATOMIC_RELAXED);
}

static int
thread_register(void)
{
	unsigned int id;
	int ret;

	if (!lcore_running() || rte_lcore_id() != LCORE_ID_ANY)
		return -EINVAL;
	ret = token_take();
	if (ret != 0)
		return ret;
	ret = id_allocate(&id);
	if (ret == 0) {
		if (lcore_init(id) != 0) {
			id_free(id);
			ret = -ENOMEM;
		} else {
			RTE_PER_LCORE(_lcore_id) = id;
		}
	}
	token_give();
	return ret;
}

int
rte_thread_register(void)
{
	int ret = thread_register();

	if (ret == 0)
		return 0;
	rte_errno = -ret;
	return -1;
}

void
rte_thread_unregister(void)
{
	unsigned int id = rte_lcore_id();
	struct lcore_callback *cb;

	if (id >= RTE_MAX_LCORE || lcore_role(id) != ROLE_NON_EAL || token_take() != 0)
		return;
	TAILQ_FOREACH_REVERSE(cb, &callbacks, callback_list, next)
		callback_uninit(cb, id);
	id_free(id);
	RTE_PER_LCORE(_lcore_id) = LCORE_ID_ANY;
	token_give();
}

int
rte_lcore_iterate(rte_lcore_iterate_cb cb, void *arg)
{
	bool mine;
	unsigned int id;
	int ret = 0;

	if (cb == NULL)
		return 0;
	mine = token_take() == 0; /* else the caller is inside a walk: the table stands still anyway */
	for (id = 0; id < RTE_MAX_LCORE && ret == 0; id++)
		if (lcore_exists(id))
			ret = cb(id, arg);
	if (mine)
		token_give();
	return ret;
}

void
rte_lcore_register_usage_cb(rte_lcore_usage_cb cb)
{
	__atomic_store_n(&usage_cb, cb, __ATOMIC_RELEASE);
}

static const char *
role_name(enum rte_lcore_role_t role)
{
	switch (role) {
	case ROLE_RTE:
		return "RTE";
	case ROLE_SERVICE:
		return "SERVICE";
	case ROLE_NON_EAL:
		return "NON_EAL";
	default:
		return "OFF";
	}
}

/* "0-3,8", cut where it does not fit */
static void
cpuset_text(const rte_cpuset_t *cpus, char *text, size_t size)
{
	unsigned int first, last;
	size_t used = 0;

	text[0] = '\0';
	for (first = 0; first < CPU_SETSIZE && used < size; first = last + 1) {
		last = first;
		if (!CPU_ISSET(first, cpus))
			continue;
		while (last + 1 < CPU_SETSIZE && CPU_ISSET(last + 1, cpus))
			last++;
		used += (size_t)snprintf(text + used, size - used, last > first ? "%s%u-%u" : "%s%u", used > 0 ? "," : "", first,
					 last);
	}
}

static int
lcore_dump_one(unsigned int id, void *arg)
{
	rte_lcore_usage_cb ask = __atomic_load_n(&usage_cb, __ATOMIC_ACQUIRE);
	rte_cpuset_t cpus = rte_lcore_cpuset(id);
	struct rte_lcore_usage usage;
	char text[256];
	FILE *f = arg;

	cpuset_text(&cpus, text, sizeof(text));
	fprintf(f, "lcore %u, socket %u, role %s, cpuset %s", id, rte_lcore_to_socket_id(id), role_name(lcore_role(id)), text);
	if (ask != NULL && ask(id, &usage) == 0)
		fprintf(f, ", busy cycles %llu/%llu", (unsigned long long)usage.busy_cycles,
			(unsigned long long)usage.total_cycles);
	fputc('\n', f);
	return 0;
}

void
rte_lcore_dump(FILE *f)
{
	if (f != NULL)
		rte_lcore_iterate(lcore_dump_one, f);
}
