/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The engine: runs the rows of a request under the one transaction lock, pops the undo records of a failure, commits, and
 * delivers the notices after the lock is dropped.
 */
#include <errno.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <loop/loop.h>
#include <rte_cycles.h>
#include <rte_debug.h>

#include "device.h"
#include "journal.h"
#include "life_check.h"
#include "log.h"
#include "txn_priv.h"

/* Held from the first row to the commit; never while a callback of the application runs. */
static pthread_mutex_t txn_lock = PTHREAD_MUTEX_INITIALIZER;
/* Innermost transaction of this thread; its presence means that this thread holds the lock. */
static __thread struct txn *txn_current;
static __thread struct txn_error txn_last;

static struct {
	int row;
	int err;
} inject[2] = { { -1, 0 }, { -1, 0 } };

int
txn_fail(struct txn_error *e, int err, const char *fmt, ...)
{
	va_list ap;

	if (e != NULL) {
		e->err = err;
		va_start(ap, fmt);
		vsnprintf(e->text, sizeof(e->text), fmt, ap);
		va_end(ap);
	}
	return -err;
}

void
txn_inject(enum txn_op op, int k, int err)
{
	__atomic_store_n(&inject[op].err, err, __ATOMIC_RELAXED);
	__atomic_store_n(&inject[op].row, k, __ATOMIC_RELEASE);
}

unsigned int
txn_rows(enum txn_op op)
{
	return op == TXN_ATTACH ? txn_attach_nb : txn_detach_nb;
}

const char *
txn_row_name(enum txn_op op, unsigned int k)
{
	if (k >= txn_rows(op))
		return NULL;
	return op == TXN_ATTACH ? txn_attach_rows[k].name : txn_detach_rows[k].name;
}

bool
txn_inside(void)
{
	return txn_current != NULL;
}

void
txn_last_error(struct txn_error *out)
{
	*out = txn_last;
}

int
txn_notice_add(struct txn *t, enum dev_notice what, const struct dev_handle *port)
{
	struct txn_notice *n = calloc(1, sizeof(*n));

	if (n == NULL)
		return -ENOMEM;
	n->what = what;
	n->port = *port;
	STAILQ_INSERT_TAIL(&t->notices, n, next);
	return 0;
}

static int
row_run(struct txn *t, const struct txn_row *rows, unsigned int k)
{
	struct txn_error *e = &t->req->error;
	enum txn_op op = t->req->op;
	uint64_t since;
	int ret;

	e->step = rows[k].name;
	if (__atomic_load_n(&inject[op].row, __ATOMIC_ACQUIRE) == (int)k)
		return txn_fail(e, __atomic_load_n(&inject[op].err, __ATOMIC_RELAXED), "failure injected");
	since = rte_rdtsc();
	ret = rows[k].run(t);
	t->cycles[k] = rte_rdtsc() - since;
	return ret > 0 ? -ENOTSUP : ret;
}

/* Prepare: 0 when every row has succeeded or the request turned out to be done already; else everything is undone. */
static int
rows_run(struct txn *t, const struct txn_row *rows, unsigned int nb)
{
	unsigned int k;
	int ret = 0;

	for (k = 0; k < nb && ret == 0 && !t->req->existed; k++)
		ret = row_run(t, rows, k);
	if (ret == 0 && !t->req->existed && !t->req->dry_run)
		return 0;
	if (ret != 0)
		k--; /* the failed row has undone itself */
	while (k-- > 0)
		if (rows[k].undo != NULL)
			rows[k].undo(t);
	return ret;
}

static void
commit(struct txn *t)
{
	uint64_t since = rte_rdtsc();

	if (t->req->op == TXN_ATTACH)
		txn_attach_commit(t);
	else
		txn_detach_commit(t);
	t->cycles_commit = rte_rdtsc() - since;
}

/* A committed child hands its notices, and on attach its device, to the transaction that its driver runs in. */
static void
child_join(struct txn *t, struct txn_child *record)
{
	STAILQ_CONCAT(&t->parent->notices, &t->notices);
	if (record == NULL)
		return;
	record->dev = t->dev;
	record->gen = t->dev->gen;
	SLIST_INSERT_HEAD(&t->parent->children, record, next);
}

/* NEW notices that are committed but not yet heard, so that DESTROY of the same port never overtakes NEW. */
static TAILQ_HEAD(, txn_notice) unheard = TAILQ_HEAD_INITIALIZER(unheard);
static pthread_mutex_t unheard_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t unheard_less = PTHREAD_COND_INITIALIZER;

static void
notices_announce(struct txn_notices *notices)
{
	struct txn_notice *n;

	pthread_mutex_lock(&unheard_lock);
	STAILQ_FOREACH(n, notices, next) {
		if (n->what != DEV_NOTICE_NEW || !n->due)
			continue;
		n->owner = pthread_self();
		TAILQ_INSERT_TAIL(&unheard, n, pending);
	}
	pthread_mutex_unlock(&unheard_lock);
}

static void
notice_heard(struct txn_notice *n)
{
	pthread_mutex_lock(&unheard_lock);
	TAILQ_REMOVE(&unheard, n, pending);
	pthread_cond_broadcast(&unheard_less);
	pthread_mutex_unlock(&unheard_lock);
}

static bool
new_unheard(const struct dev_handle *port)
{
	struct txn_notice *n;

	TAILQ_FOREACH(n, &unheard, pending)
		if (n->port.cls == port->cls && n->port.id == port->id && n->port.gen == port->gen &&
		    !pthread_equal(n->owner, pthread_self()))
			return true;
	return false;
}

/* Another thread's NEW callback gets a second to end; a detach must not hang on it for ever. */
static void
new_await(const struct dev_handle *port)
{
	struct timespec until;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec++;
	pthread_mutex_lock(&unheard_lock);
	while (new_unheard(port))
		if (pthread_cond_timedwait(&unheard_less, &unheard_lock, &until) == ETIMEDOUT)
			break;
	pthread_mutex_unlock(&unheard_lock);
}

static void
port_record(const struct txn_notice *n, enum rte_hotplug_what what)
{
	struct rte_hotplug_record rec = { .what = what, .port = { (uint16_t)n->port.id, n->port.gen } };

	journal_write(&rec);
}

static void
notices_deliver(struct txn_notices *notices)
{
	struct txn_notice *n;

	STAILQ_FOREACH(n, notices, next) {
		if (!n->due)
			continue;
		if (n->what == DEV_NOTICE_NEW) {
			port_record(n, RTE_HOTPLUG_PORT_NEW);
			n->port.cls->notify(&n->port, n->what);
			notice_heard(n);
		} else if (!n->silent && !n->port.cls->destroyed(&n->port)) {
			new_await(&n->port);
			port_record(n, RTE_HOTPLUG_PORT_DESTROY);
			n->port.cls->notify(&n->port, n->what);
		}
	}
}

/* A transaction that failed tells nobody, neither of the children that came nor of their going. */
static void
notices_silence(struct txn_notices *notices)
{
	struct txn_notice *n;

	STAILQ_FOREACH(n, notices, next) {
		if (n->what == DEV_NOTICE_NEW)
			n->due = false;
		n->silent = true;
	}
}

/* After DESTROY was heard the numbers may be used again. */
static void
notices_finish(struct txn_notices *notices)
{
	struct txn_notice *n;

	while ((n = STAILQ_FIRST(notices)) != NULL) {
		STAILQ_REMOVE_HEAD(notices, next);
		if (n->due && n->what == DEV_NOTICE_DESTROY)
			n->port.cls->forget(&n->port);
		free(n);
	}
}

static void
failure_report(struct txn_request *req, int ret)
{
	struct txn_error *e = &req->error;

	if (e->err == 0)
		txn_fail(e, -ret, "%s", strerror(-ret));
	txn_last = *e;
	if (req->dry_run)
		return;
	DEV_LOG(ERR, "%s of %s failed at step \"%s\": %s", req->op == TXN_ATTACH ? "attach" : "detach",
		e->device[0] != '\0' ? e->device : "a device", e->step, e->text);
}

static void
request_record(const struct txn *t, int ret)
{
	const struct txn_request *req = t->req;
	struct rte_hotplug_record rec = { .nb_ports = (unsigned int)req->nb_ports, .cycles_commit = t->cycles_commit };

	if (req->dry_run || (ret == 0 && req->existed))
		return;
	if (req->op == TXN_ATTACH)
		rec.what = ret == 0 ? RTE_HOTPLUG_ATTACHED : RTE_HOTPLUG_ATTACH_FAILED;
	else
		rec.what = ret == 0 ? RTE_HOTPLUG_DETACHED : RTE_HOTPLUG_DETACH_FAILED;
	if (ret != 0) {
		rec.err = -ret;
		rec.step = req->error.step;
	}
	memcpy(rec.device, req->error.device, sizeof(rec.device));
	memcpy(rec.cycles, t->cycles, sizeof(rec.cycles));
	journal_write(&rec);
}

static int
request_check(struct txn_request *req)
{
	struct txn_error *e = &req->error;

	memset(e, 0, sizeof(*e));
	e->step = "check request";
	req->existed = false;
	req->nb_ports = 0;
	req->device[0] = '\0';
	if (loop_is_self())
		return txn_fail(e, EDEADLK, "called from an interrupt handler, which must not block");
	if (req->op == TXN_ATTACH ? req->devargs == NULL && req->dev == NULL :
				    req->dev == NULL && req->port == NULL && req->name == NULL)
		return txn_fail(e, EINVAL, "no device given");
	return 0;
}

/* Rows, decision and commit of one transaction; the lock is held. */
static int
txn_execute(struct txn *t)
{
	struct txn_request *req = t->req;
	struct txn_child *record = NULL;
	int ret;

	if (t->parent != NULL && req->op == TXN_ATTACH) {
		record = calloc(1, sizeof(*record));
		if (record == NULL)
			return txn_fail(&req->error, ENOMEM, "out of memory");
	}
	life_check_assert();
	txn_current = t;
	ret = rows_run(t, req->op == TXN_ATTACH ? txn_attach_rows : txn_detach_rows, txn_rows(req->op));
	if (ret == 0 && !req->existed && !req->dry_run) {
		commit(t);
		if (t->parent != NULL) {
			child_join(t, record);
			record = NULL;
		}
	}
	txn_current = t->parent;
	life_check_assert();
	free(record);
	return ret;
}

int
txn_run(struct txn_request *req)
{
	struct txn t = { .req = req, .parent = txn_current };
	int ret = request_check(req);

	if (ret != 0) {
		failure_report(req, ret);
		return ret;
	}
	STAILQ_INIT(&t.notices);
	SLIST_INIT(&t.children);
	if (t.parent == NULL)
		pthread_mutex_lock(&txn_lock);
	ret = txn_execute(&t);
	request_record(&t, ret);
	if (ret != 0)
		notices_silence(&t.notices);
	if (t.parent == NULL) {
		notices_announce(&t.notices);
		/* freed numbers stay reserved until their DESTROY was heard, so nobody can take one in between */
		pthread_mutex_unlock(&txn_lock);
		notices_deliver(&t.notices);
	}
	if (t.parent == NULL || ret != 0)
		notices_finish(&t.notices);
	txn_release(&t);
	if (ret == 0 && req->existed && (req->entry == TXN_LEGACY || req->entry == TXN_LEGACY_VDEV)) {
		req->error.step = "scan";
		ret = txn_fail(&req->error, EEXIST, "it is attached already");
	}
	if (ret != 0)
		failure_report(req, ret);
	return ret;
}
