/* SPDX-License-Identifier: BSD-3-Clause */
/* The heap and the hash of alarms against a plain list. */
#include <stdlib.h>

#include <loop/alarm_set.h>

#include "ut.h"

static void
cb_a(void *arg)
{
	(void)arg;
}

static void
cb_b(void *arg)
{
	(void)arg;
}

static struct alarm *
new_alarm(uint64_t when, rte_eal_alarm_callback cb, uintptr_t arg)
{
	struct alarm *a = calloc(1, sizeof(*a));

	a->when = when;
	a->cb = cb;
	a->arg = (void *)arg;
	return a;
}

static void
comes_out_in_order(void)
{
	struct alarm_set set;
	uint64_t last = 0, last_seq = 0;
	unsigned int seed = 3, n = 0;
	struct alarm *a;
	int i;

	alarm_set_init(&set);
	UT_PTR_EQ(alarm_set_first(&set), NULL);
	UT_PTR_EQ(alarm_set_find(&set, cb_a, NULL), NULL);
	UT_EQ(alarm_set_drop_cb(&set, cb_a), 0);
	for (i = 0; i < 10000; i++)
		UT_EQ(alarm_set_insert(&set, new_alarm((unsigned int)rand_r(&seed) % 500, cb_a, (uintptr_t)i)), 0);
	while ((a = alarm_set_first(&set)) != NULL) {
		if (a->when < last || (a->when == last && n > 0 && a->seq < last_seq))
			CU_FAIL_FATAL("out of order");
		last = a->when;
		last_seq = a->seq;
		alarm_set_remove(&set, a);
		free(a);
		n++;
	}
	UT_EQ(n, 10000);
	alarm_set_clear(&set);
}

static void
removes_from_anywhere(void)
{
	struct alarm *all[2000], *a;
	struct alarm_set set;
	unsigned int seed = 9, left = 2000;
	uint64_t last = 0;
	int i, k;

	alarm_set_init(&set);
	for (i = 0; i < 2000; i++) {
		all[i] = new_alarm((unsigned int)rand_r(&seed) % 5000, i % 2 ? cb_a : cb_b, (uintptr_t)i);
		alarm_set_insert(&set, all[i]);
	}
	for (i = 0; i < 1000; i++) {
		k = rand_r(&seed) % 2000;
		a = alarm_set_find(&set, k % 2 ? cb_a : cb_b, (void *)(uintptr_t)k);
		UT_PTR_EQ(a, all[k]);
		if (a == NULL)
			continue;
		alarm_set_remove(&set, a);
		free(a);
		all[k] = NULL;
		left--;
	}
	UT_EQ(set.count, left);
	while ((a = alarm_set_first(&set)) != NULL) {
		if (a->when < last)
			CU_FAIL_FATAL("out of order");
		last = a->when;
		alarm_set_remove(&set, a);
		free(a);
		left--;
	}
	UT_EQ(left, 0);
	alarm_set_clear(&set);
}

static void
drops_one_callback(void)
{
	struct alarm_set set;
	struct alarm *a;
	uint64_t last = 0;
	int i, n = 0;

	alarm_set_init(&set);
	for (i = 0; i < 999; i++)
		alarm_set_insert(&set, new_alarm((uint64_t)(i * 7919 % 1000), i % 3 ? cb_a : cb_b, 5));
	UT_EQ(alarm_set_drop_cb(&set, cb_a), 666);
	UT_PTR_EQ(alarm_set_find(&set, cb_a, (void *)5), NULL);
	UT_NOT_NULL(alarm_set_find(&set, cb_b, (void *)5));
	while ((a = alarm_set_first(&set)) != NULL) {
		if (a->when < last || a->cb != cb_b)
			CU_FAIL_FATAL("out of order");
		last = a->when;
		alarm_set_remove(&set, a);
		free(a);
		n++;
	}
	UT_EQ(n, 333);
	/* clearing frees what is left */
	alarm_set_insert(&set, new_alarm(1, cb_a, 1));
	alarm_set_clear(&set);
}

UT_MAIN("alarm_set",
	{"comes out in order, equal times as set", comes_out_in_order},
	{"finds and removes from anywhere", removes_from_anywhere},
	{"drops one callback", drops_one_callback})
