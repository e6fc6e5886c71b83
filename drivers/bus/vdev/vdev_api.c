/* SPDX-License-Identifier: BSD-3-Clause */
/* Creating and removing virtual devices by name, and custom scans. */
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include <bus_driver.h>
#include <dev/txn.h>

#include "vdev.h"

struct custom_scan {
	TAILQ_ENTRY(custom_scan) next;
	rte_vdev_scan_callback fn;
	void *arg;
};

static TAILQ_HEAD(, custom_scan) custom_scans = TAILQ_HEAD_INITIALIZER(custom_scans);
static pthread_mutex_t custom_lock = PTHREAD_MUTEX_INITIALIZER;

int
rte_vdev_init(const char *name, const char *args)
{
	struct txn_request req = { .op = TXN_ATTACH, .entry = TXN_LEGACY_VDEV, .bus = "vdev" };
	char *str = NULL;
	int ret;

	if (name == NULL)
		return -EINVAL;
	if (asprintf(&str, "vdev:%s,%s", name, args != NULL ? args : "") < 0)
		return -ENOMEM;
	req.devargs = str;
	ret = txn_run(&req);
	free(str);
	return ret;
}

int
rte_vdev_uninit(const char *name)
{
	struct txn_request req = { .op = TXN_DETACH, .entry = TXN_MODERN, .bus = "vdev", .name = name };

	if (name == NULL)
		return -EINVAL;
	if (vdev_find(name) == NULL)
		return -ENOENT;
	return txn_run(&req);
}

int
rte_vdev_add_custom_scan(rte_vdev_scan_callback callback, void *user_arg)
{
	struct custom_scan *c;
	int ret = 0;

	if (callback == NULL)
		return -EINVAL;
	pthread_mutex_lock(&custom_lock);
	TAILQ_FOREACH(c, &custom_scans, next)
		if (c->fn == callback && c->arg == user_arg)
			goto out;
	c = calloc(1, sizeof(*c));
	if (c == NULL) {
		ret = -ENOMEM;
		goto out;
	}
	c->fn = callback;
	c->arg = user_arg;
	TAILQ_INSERT_TAIL(&custom_scans, c, next);
out:
	pthread_mutex_unlock(&custom_lock);
	return ret;
}

int
rte_vdev_remove_custom_scan(rte_vdev_scan_callback callback, void *user_arg)
{
	struct custom_scan *c, *next;

	pthread_mutex_lock(&custom_lock);
	for (c = TAILQ_FIRST(&custom_scans); c != NULL; c = next) {
		next = TAILQ_NEXT(c, next);
		if (c->fn != callback || (c->arg != (void *)-1 && c->arg != user_arg))
			continue;
		TAILQ_REMOVE(&custom_scans, c, next);
		free(c);
	}
	pthread_mutex_unlock(&custom_lock);
	return 0;
}

/* A callback may add and remove scans, so each turn looks for the entry behind the one that ran. */
void
vdev_custom_scan(void)
{
	struct custom_scan *c, now;
	unsigned int i, k;

	for (i = 0;; i++) {
		pthread_mutex_lock(&custom_lock);
		k = i;
		TAILQ_FOREACH(c, &custom_scans, next)
			if (k-- == 0)
				break;
		if (c != NULL)
			now = *c;
		pthread_mutex_unlock(&custom_lock);
		if (c == NULL)
			return;
		now.fn(now.arg);
	}
}
