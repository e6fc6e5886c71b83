/* SPDX-License-Identifier: BSD-3-Clause */
/* Binding named lists to shared heads. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <rte_log.h>
#include <rte_tailq.h>

#include <base/base.h>

#include "ut.h"

static struct rte_tailq_elem early = { .name = "UT_EARLY" };
static struct rte_tailq_elem late = { .name = "UT_LATE" };
static struct rte_tailq_elem twin = { .name = "UT_EARLY" };
static struct rte_tailq_elem extra = { .name = "UT_EXTRA" };
EAL_REGISTER_TAILQ(early)

#define HEADS RTE_MAX_TAILQ
static struct rte_tailq_head heads[HEADS];

static void
binds_now_and_later(void)
{
	UT_PTR_EQ(early.head, NULL);
	UT_PTR_EQ(rte_eal_tailq_lookup("UT_EARLY"), NULL);
	UT_EQ_FATAL(tailq_bind(heads, HEADS), 0);
	UT_NOT_NULL_FATAL(early.head);
	UT_STR_EQ(early.head->name, "UT_EARLY");
	UT_TRUE(TAILQ_EMPTY(&early.head->tailq_head));
	UT_EQ(rte_eal_tailq_register(&late), 0);
	UT_NOT_NULL(late.head);
	UT_PTR_EQ(rte_eal_tailq_lookup("UT_LATE"), late.head);
	UT_PTR_EQ(RTE_TAILQ_LOOKUP("UT_LATE", rte_tailq_entry_head), &late.head->tailq_head);
	UT_EQ(rte_eal_tailq_register(&twin), -1);
	UT_EQ(rte_eal_tailq_register(NULL), -1);
	UT_PTR_EQ(rte_eal_tailq_lookup(NULL), NULL);
	UT_PTR_EQ(rte_eal_tailq_lookup(""), NULL);
}

static void
a_second_process_finds_the_same_heads(void)
{
	struct rte_tailq_entry te = { .data = &te };
	struct rte_tailq_head *before = early.head;
	struct rte_tailq_entry *it, *tmp;
	char *text = NULL;
	int n = 0;
	size_t len;
	FILE *f;

	TAILQ_INSERT_TAIL(&early.head->tailq_head, &te, next);
	UT_EQ(tailq_bind(NULL, 0), 0);
	UT_PTR_EQ(early.head, NULL);
	UT_PTR_EQ(late.head, NULL);
	/* the memory stayed: the names in it count, the entries too */
	UT_EQ(tailq_bind(heads, HEADS), 0);
	UT_PTR_EQ(early.head, before);
	RTE_TAILQ_FOREACH_SAFE(it, &early.head->tailq_head, next, tmp) {
		UT_PTR_EQ(it->data, &te);
		TAILQ_REMOVE(&early.head->tailq_head, it, next);
		n++;
	}
	UT_EQ(n, 1);
	f = open_memstream(&text, &len);
	rte_dump_tailq(f);
	fclose(f);
	UT_NOT_NULL(strstr(text, "qname:<UT_EARLY>"));
	free(text);
}

static void
no_room_is_said(void)
{
	struct rte_tailq_head few[1];
	char *text = NULL;
	size_t len;
	FILE *f;

	memset(few, 0, sizeof(few));
	f = open_memstream(&text, &len);
	rte_openlog_stream(f);
	UT_EQ(tailq_bind(few, 1), -ENOSPC);
	rte_openlog_stream(NULL);
	fclose(f);
	UT_NOT_NULL(strstr(text, "No room for the shared list"));
	free(text);
	UT_PTR_EQ(early.head, NULL);
	memset(few, 0, sizeof(few));
	strcpy(few[0].name, "OTHER");
	UT_EQ(rte_eal_tailq_register(&extra), 0);
	UT_PTR_EQ(extra.head, NULL);
}

UT_MAIN("tailq",
	{"binds what registered before and after", binds_now_and_later},
	{"a second bind finds the same heads", a_second_process_finds_the_same_heads},
	{"no room is said once", no_room_is_said})
