/* SPDX-License-Identifier: BSD-3-Clause */
/* Registrations for events, and telling them, with no lock held. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <dev/txn.h>
#include <loop/loop.h>

#include "private.h"

#define ANY_ARG ((void *)-1)
#define PORT_WORDS ((RTE_MAX_ETHPORTS + 63) / 64)

/** One registration. Freed when it is in no list, runs nowhere and nobody waits for it. */
struct eth_callback {
	TAILQ_ENTRY(eth_callback) link;
	enum rte_eth_event_type event;
	rte_eth_dev_cb_fn fn;
	void *arg;
	uint64_t serial;              /**< order of registration over all lists */
	unsigned int refs;
	unsigned int running;
	bool removed;
	uint64_t except[PORT_WORDS];  /**< of all ports: those for which it was undone again */
};

/* A call that the thread is in. */
struct frame {
	const struct eth_callback *cb;
	const struct frame *outer;
};

static __thread const struct frame *frames;

/* Guards every list and every registration. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t ended = PTHREAD_COND_INITIALIZER;
static struct eth_callbacks of_all = TAILQ_HEAD_INITIALIZER(of_all);
static uint64_t serials;

/* ---- registrations; under the lock ---- */

static void
callback_unref(struct eth_callback *cb)
{
	if (--cb->refs == 0)
		free(cb);
}

static void
callback_remove(struct eth_callbacks *list, struct eth_callback *cb)
{
	TAILQ_REMOVE(list, cb, link);
	cb->removed = true;
	callback_unref(cb);
}

static bool
callback_is(const struct eth_callback *cb, enum rte_eth_event_type event, rte_eth_dev_cb_fn fn, const void *arg)
{
	return cb->event == event && cb->fn == fn && (arg == ANY_ARG || cb->arg == arg);
}

static struct eth_callback *
callback_find(const struct eth_callbacks *list, enum rte_eth_event_type event, rte_eth_dev_cb_fn fn, const void *arg)
{
	struct eth_callback *cb;

	TAILQ_FOREACH(cb, list, link)
		if (callback_is(cb, event, fn, arg))
			return cb;
	return NULL;
}

static bool
callback_excepts(const struct eth_callback *cb, uint16_t port_id)
{
	return (cb->except[port_id / 64] & (UINT64_C(1) << (port_id % 64))) != 0;
}

/* The lists of the ports in use; @p port_id RTE_ETH_ALL: of each. @p at goes on from there. */
static struct eth_callbacks *
lists_next(uint32_t port_id, uint32_t *at)
{
	if (port_id != RTE_ETH_ALL) {
		if (*at != 0)
			return NULL;
		*at = 1;
		return eth_row(port_id) != NULL ? &eth_ports[port_id].callbacks : NULL;
	}
	do {
		*at = eth_next_used(*at);
		if (*at >= RTE_MAX_ETHPORTS)
			return NULL;
		(*at)++;
	} while (eth_row(*at - 1) == NULL);
	return &eth_ports[*at - 1].callbacks;
}

/* Whether a registration of all ports serves the wish already; else one of all replaces those of single ports. */
static bool
all_covers(uint32_t port_id, enum rte_eth_event_type event, rte_eth_dev_cb_fn fn, const void *arg)
{
	struct eth_callback *cb = callback_find(&of_all, event, fn, arg);

	if (cb == NULL)
		return false;
	if (port_id == RTE_ETH_ALL)
		memset(cb->except, 0, sizeof(cb->except));
	else
		cb->except[port_id / 64] &= ~(UINT64_C(1) << (port_id % 64));
	return true;
}

static void
singles_drop(enum rte_eth_event_type event, rte_eth_dev_cb_fn fn, const void *arg)
{
	struct eth_callbacks *list;
	struct eth_callback *cb;
	uint32_t at = 0;

	while ((list = lists_next(RTE_ETH_ALL, &at)) != NULL)
		while ((cb = callback_find(list, event, fn, arg)) != NULL)
			callback_remove(list, cb);
}

static int
callback_add(uint32_t port_id, enum rte_eth_event_type event, rte_eth_dev_cb_fn fn, void *arg)
{
	struct eth_callbacks *list = port_id == RTE_ETH_ALL ? &of_all : &eth_ports[port_id].callbacks;
	struct eth_callback *cb;

	if (all_covers(port_id, event, fn, arg) || callback_find(list, event, fn, arg) != NULL)
		return 0;
	cb = calloc(1, sizeof(*cb));
	if (cb == NULL)
		return -ENOMEM;
	if (port_id == RTE_ETH_ALL)
		singles_drop(event, fn, arg);
	cb->event = event;
	cb->fn = fn;
	cb->arg = arg;
	cb->serial = ++serials;
	cb->refs = 1;
	TAILQ_INSERT_TAIL(list, cb, link);
	return 0;
}

static bool
arguments_good(const char *who, uint32_t port_id, bool port_good, enum rte_eth_event_type event, rte_eth_dev_cb_fn fn)
{
	if (fn != NULL && (unsigned int)event < RTE_ETH_EVENT_MAX && port_good)
		return true;
	ETH_LOG(ERR, "%s: port %u: there is no such %s", who, port_id, fn == NULL ? "function" : port_good ? "event" : "port");
	return false;
}

int
rte_eth_dev_callback_register(uint16_t port_id, enum rte_eth_event_type event, rte_eth_dev_cb_fn cb_fn, void *cb_arg)
{
	int ret = -EINVAL;

	pthread_mutex_lock(&lock);
	/* asked under the lock: the list of a port that is just ending is emptied after it has become invalid */
	if (arguments_good(__func__, port_id, port_id == RTE_ETH_ALL || eth_usable(port_id), event, cb_fn))
		ret = callback_add(port_id, event, cb_fn, cb_arg);
	pthread_mutex_unlock(&lock);
	if (ret == -ENOMEM)
		ETH_LOG(ERR, "%s: port %u: no memory", __func__, port_id);
	return ret;
}

/* ---- undoing ---- */

/* How often the calling thread itself is inside @p cb. */
static unsigned int
frames_of(const struct eth_callback *cb)
{
	const struct frame *f;
	unsigned int n = 0;

	for (f = frames; f != NULL; f = f->outer)
		n += f->cb == cb;
	return n;
}

/* Wait until no other thread runs @p cb, which is removed. Under the lock. 0, or -EAGAIN: the caller must not wait. */
static int
callback_quiesce(struct eth_callback *cb, bool may_wait)
{
	unsigned int own = frames_of(cb);
	int ret = 0;

	while (cb->running > own && may_wait)
		pthread_cond_wait(&ended, &lock);
	if (cb->running > own)
		ret = -EAGAIN;
	callback_unref(cb);
	return ret;
}

static int
list_undo(struct eth_callbacks *list, enum rte_eth_event_type event, rte_eth_dev_cb_fn fn, const void *arg, bool may_wait)
{
	struct eth_callback *cb;
	int ret = 0;

	/* begun anew after each, since waiting lets others change the list */
	while ((cb = callback_find(list, event, fn, arg)) != NULL) {
		cb->refs++;
		callback_remove(list, cb);
		if (callback_quiesce(cb, may_wait) != 0)
			ret = -EAGAIN;
	}
	return ret;
}

/* A registration of all ports that @p port_id still hears. */
static struct eth_callback *
all_heard_by(uint16_t port_id, enum rte_eth_event_type event, rte_eth_dev_cb_fn fn, const void *arg)
{
	struct eth_callback *cb;

	TAILQ_FOREACH(cb, &of_all, link)
		if (callback_is(cb, event, fn, arg) && !callback_excepts(cb, port_id))
			return cb;
	return NULL;
}

/* One port does not hear any more what is told to all. A call that runs now is waited for, whichever port it is about. */
static int
all_except(uint16_t port_id, enum rte_eth_event_type event, rte_eth_dev_cb_fn fn, const void *arg, bool may_wait)
{
	struct eth_callback *cb;
	int ret = 0;

	while ((cb = all_heard_by(port_id, event, fn, arg)) != NULL) {
		cb->except[port_id / 64] |= UINT64_C(1) << (port_id % 64);
		cb->refs++;
		if (callback_quiesce(cb, may_wait) != 0)
			ret = -EAGAIN;
	}
	return ret;
}

static int
callback_undo(uint32_t port_id, enum rte_eth_event_type event, rte_eth_dev_cb_fn fn, const void *arg, bool may_wait)
{
	struct eth_callbacks *list;
	uint32_t at = 0;
	int ret = 0;

	while ((list = lists_next(port_id, &at)) != NULL)
		if (list_undo(list, event, fn, arg, may_wait) != 0)
			ret = -EAGAIN;
	if (port_id == RTE_ETH_ALL) {
		if (list_undo(&of_all, event, fn, arg, may_wait) != 0)
			ret = -EAGAIN;
	} else if (all_except((uint16_t)port_id, event, fn, arg, may_wait) != 0) {
		ret = -EAGAIN;
	}
	return ret;
}

int
rte_eth_dev_callback_unregister(uint16_t port_id, enum rte_eth_event_type event, rte_eth_dev_cb_fn cb_fn, void *cb_arg)
{
	/* what the running function may want itself must not be held while waiting for it */
	bool may_wait = frames == NULL && !eth_locked() && !txn_inside() && !loop_is_self();
	unsigned int state = eth_state(port_id);
	bool known = port_id == RTE_ETH_ALL || (state != PORT_FREE && state != PORT_RESERVED);
	int ret = -EINVAL;

	pthread_mutex_lock(&lock);
	if (arguments_good(__func__, port_id, known, event, cb_fn))
		ret = callback_undo(port_id, event, cb_fn, cb_arg, may_wait);
	pthread_mutex_unlock(&lock);
	return ret;
}

void
eth_event_port_init(uint16_t port_id)
{
	struct eth_callbacks *list = &eth_ports[port_id].callbacks;

	pthread_mutex_lock(&lock);
	if (list->tqh_last == NULL)
		TAILQ_INIT(list);
	pthread_mutex_unlock(&lock);
}

void
eth_event_port_clear(uint16_t port_id)
{
	struct eth_callbacks *list = &eth_ports[port_id].callbacks;
	struct eth_callback *cb;

	pthread_mutex_lock(&lock);
	while ((cb = TAILQ_FIRST(list)) != NULL)
		callback_remove(list, cb);
	TAILQ_FOREACH(cb, &of_all, link)
		cb->except[port_id / 64] &= ~(UINT64_C(1) << (port_id % 64));
	pthread_mutex_unlock(&lock);
}

/* ---- telling ---- */

static struct eth_callback *
list_after(struct eth_callbacks *list, enum rte_eth_event_type event, uint16_t port_id, uint64_t after, bool all)
{
	struct eth_callback *cb;

	TAILQ_FOREACH(cb, list, link)
		if (cb->serial > after && cb->event == event && !(all && callback_excepts(cb, port_id)))
			return cb;
	return NULL;
}

/* The next one to be told, in order of registration over both lists. */
static struct eth_callback *
callback_after(uint16_t port_id, enum rte_eth_event_type event, uint64_t after, uint64_t last)
{
	struct eth_callback *all = list_after(&of_all, event, port_id, after, true);
	struct eth_callback *one = NULL, *cb;

	if (eth_row(port_id) != NULL)
		one = list_after(&eth_ports[port_id].callbacks, event, port_id, after, false);
	cb = all == NULL || (one != NULL && one->serial < all->serial) ? one : all;
	return cb != NULL && cb->serial <= last ? cb : NULL;
}

int
eth_event_dispatch(uint16_t port_id, enum rte_eth_event_type event, void *ret_param)
{
	struct eth_callback *cb;
	uint64_t last, after = 0;
	int ret = 0;

	pthread_mutex_lock(&lock);
	last = serials; /* what is registered meanwhile hears the next event */
	while ((cb = callback_after(port_id, event, after, last)) != NULL) {
		struct frame frame = { cb, frames };

		after = cb->serial;
		cb->refs++;
		cb->running++;
		pthread_mutex_unlock(&lock);
		frames = &frame;
		ret = cb->fn(port_id, event, cb->arg, ret_param);
		frames = frame.outer;
		pthread_mutex_lock(&lock);
		cb->running--;
		callback_unref(cb);
		pthread_cond_broadcast(&ended);
	}
	pthread_mutex_unlock(&lock);
	return ret;
}
