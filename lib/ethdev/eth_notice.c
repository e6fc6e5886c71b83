/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Events between the moment a driver raises them and the moment they may be told: not while the thread holds a port's lock,
 * not inside a transaction, not on rte-loop.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <dev/txn.h>
#include <loop/loop.h>

#include "private.h"

STAILQ_HEAD(notices, eth_notice);

/* Of this thread, in order. Told when it drops its last lock. */
static __thread struct {
	struct notices list;
	bool ready;
} mine;

/* Of threads that must not tell them at all: for rte-work, or, where there is none, for whoever comes next. */
static pthread_mutex_t handed_lock = PTHREAD_MUTEX_INITIALIZER;
static struct notices handed = STAILQ_HEAD_INITIALIZER(handed);
static unsigned int handed_nb;

static void handed_run(void *arg);
static struct work_item handed_item = { .fn = handed_run };

/* ---- telling ---- */

static bool
notice_stale(const struct eth_notice *n)
{
	const struct rte_eth_dev_data *row = eth_row(n->port);

	return row == NULL || eth_gen(row) != n->gen || (!n->last && !eth_valid(n->port));
}

static void
notice_tell(struct eth_notice *n)
{
	uint16_t port = n->port;
	uint32_t gen = n->gen;

	if (!notice_stale(n))
		eth_event_dispatch(port, n->event, n->has_desc ? &n->desc : NULL);
	if (!n->last) {
		free(n);
		return;
	}
	eth_event_port_clear(port);
	eth_destroyed(port, gen);
}

static struct eth_notice *
handed_take(void)
{
	struct eth_notice *n;

	pthread_mutex_lock(&handed_lock);
	n = STAILQ_FIRST(&handed);
	if (n != NULL) {
		STAILQ_REMOVE_HEAD(&handed, next);
		__atomic_fetch_sub(&handed_nb, 1, __ATOMIC_RELAXED);
	}
	pthread_mutex_unlock(&handed_lock);
	return n;
}

static void
handed_run(void *arg)
{
	struct eth_notice *n;

	RTE_SET_USED(arg);
	while ((n = handed_take()) != NULL)
		notice_tell(n);
}

static void
notice_hand_over(struct eth_notice *n)
{
	pthread_mutex_lock(&handed_lock);
	STAILQ_INSERT_TAIL(&handed, n, next);
	__atomic_fetch_add(&handed_nb, 1, __ATOMIC_RELAXED);
	pthread_mutex_unlock(&handed_lock);
	work_post(&handed_item);
}

void
eth_notice_queue(struct eth_notice *notice)
{
	if (!mine.ready) {
		STAILQ_INIT(&mine.list);
		mine.ready = true;
	}
	STAILQ_INSERT_TAIL(&mine.list, notice, next);
}

/* Out of the thread's list first: a function that makes control calls itself has only its own notices told inside of it. */
static void
mine_tell(bool forbidden)
{
	struct notices batch = STAILQ_HEAD_INITIALIZER(batch);
	struct eth_notice *n;

	STAILQ_CONCAT(&batch, &mine.list);
	while ((n = STAILQ_FIRST(&batch)) != NULL) {
		STAILQ_REMOVE_HEAD(&batch, next);
		if (forbidden)
			notice_hand_over(n);
		else
			notice_tell(n);
	}
}

void
eth_notice_flush(void)
{
	bool forbidden;

	if (eth_locked() || (STAILQ_EMPTY(&mine.list) && __atomic_load_n(&handed_nb, __ATOMIC_RELAXED) == 0))
		return;
	forbidden = txn_inside() || loop_is_self();
	if (mine.ready)
		mine_tell(forbidden);
	/* what rte-work did not take, because there is none */
	if (!forbidden && __atomic_load_n(&handed_nb, __ATOMIC_RELAXED) != 0 && work_post(&handed_item) != 0)
		handed_run(NULL);
}

/* ---- raising ---- */

static void
desc_copy(struct eth_notice *n, const void *ret_param)
{
	if (ret_param == NULL)
		return;
	if (n->event == RTE_ETH_EVENT_MACSEC)
		n->desc.macsec = *(const struct rte_eth_event_macsec_desc *)ret_param;
	else if (n->event == RTE_ETH_EVENT_IPSEC)
		n->desc.ipsec = *(const struct rte_eth_event_ipsec_desc *)ret_param;
	else
		return;
	n->has_desc = true;
}

/* Whether a driver waits for what the application writes into @p ret_param. */
static bool
answer_wanted(enum rte_eth_event_type event, const void *ret_param)
{
	return ret_param != NULL && event != RTE_ETH_EVENT_MACSEC && event != RTE_ETH_EVENT_IPSEC;
}

int
rte_eth_dev_callback_process(struct rte_eth_dev *dev, enum rte_eth_event_type event, void *ret_param)
{
	const struct rte_eth_dev_data *row;
	struct eth_notice *n;
	uint16_t id;

	if (dev == NULL || dev->data == NULL || (unsigned int)event >= RTE_ETH_EVENT_MAX)
		return 0;
	id = dev->data->port_id;
	row = eth_row(id);
	if (row == NULL || !eth_valid(id))
		return 0;
	if (!eth_locked() && !txn_inside() && (!loop_is_self() || answer_wanted(event, ret_param)))
		return eth_event_dispatch(id, event, ret_param);
	n = calloc(1, sizeof(*n));
	if (n == NULL) {
		ETH_LOG(ERR, "port %u: no memory to deliver event %d", id, event);
		return 0;
	}
	n->port = id;
	n->gen = eth_gen(row);
	n->event = event;
	desc_copy(n, ret_param);
	eth_notice_queue(n);
	eth_notice_flush(); /* on rte-loop and in transactions nothing else would hand it on */
	return 0;
}
