/* SPDX-License-Identifier: BSD-3-Clause */
/* The lists that libraries ask for by name, and their heads in shared memory. */
#include <errno.h>
#include <pthread.h>
#include <string.h>

#include <rte_log.h>
#include <rte_string_fns.h>
#include <rte_tailq.h>

#include "base.h"

static TAILQ_HEAD(, rte_tailq_elem) elems = TAILQ_HEAD_INITIALIZER(elems);
static struct rte_tailq_head *shared_heads; /* NULL: not bound */
static unsigned int nb_shared_heads;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* all of the above */

/* The head with this name, else a free one that gets the name, else NULL. */
static struct rte_tailq_head *
head_take(const char *name)
{
	struct rte_tailq_head *free_head = NULL;
	unsigned int i;

	for (i = 0; i < nb_shared_heads; i++) {
		if (strncmp(shared_heads[i].name, name, RTE_TAILQ_NAMESIZE) == 0)
			return &shared_heads[i];
		if (free_head == NULL && shared_heads[i].name[0] == '\0')
			free_head = &shared_heads[i];
	}
	if (free_head != NULL) {
		TAILQ_INIT(&free_head->tailq_head);
		rte_strlcpy(free_head->name, name, RTE_TAILQ_NAMESIZE);
	}
	return free_head;
}

static void
heads_forget(void)
{
	struct rte_tailq_elem *t;

	TAILQ_FOREACH(t, &elems, next)
		t->head = NULL;
	shared_heads = NULL;
	nb_shared_heads = 0;
}

int
tailq_bind(struct rte_tailq_head *heads, unsigned int nb)
{
	struct rte_tailq_elem *t = NULL;

	pthread_mutex_lock(&lock);
	heads_forget();
	if (heads != NULL) {
		shared_heads = heads;
		nb_shared_heads = nb;
		TAILQ_FOREACH(t, &elems, next) {
			t->head = head_take(t->name);
			if (t->head == NULL)
				break;
		}
		if (t != NULL)
			heads_forget();
	}
	pthread_mutex_unlock(&lock);
	if (t == NULL)
		return 0;
	RTE_LOG(ERR, EAL, "No room for the shared list \"%s\": all %u are taken\n", t->name, nb);
	return -ENOSPC;
}

int
rte_eal_tailq_register(struct rte_tailq_elem *t)
{
	const struct rte_tailq_elem *other;
	int ret = -1;

	if (t == NULL || t->name[0] == '\0')
		return -1;
	pthread_mutex_lock(&lock);
	t->head = NULL;
	TAILQ_FOREACH(other, &elems, next)
		if (strncmp(other->name, t->name, RTE_TAILQ_NAMESIZE) == 0)
			goto out;
	if (shared_heads != NULL) {
		t->head = head_take(t->name);
		if (t->head == NULL)
			goto out;
	}
	TAILQ_INSERT_TAIL(&elems, t, next);
	ret = 0;
out:
	pthread_mutex_unlock(&lock);
	return ret;
}

struct rte_tailq_head *
rte_eal_tailq_lookup(const char *name)
{
	struct rte_tailq_head *found = NULL;
	unsigned int i;

	if (name == NULL || name[0] == '\0')
		return NULL;
	pthread_mutex_lock(&lock);
	for (i = 0; i < nb_shared_heads && found == NULL; i++)
		if (strncmp(shared_heads[i].name, name, RTE_TAILQ_NAMESIZE) == 0)
			found = &shared_heads[i];
	pthread_mutex_unlock(&lock);
	return found;
}

void
rte_dump_tailq(FILE *f)
{
	unsigned int i;

	if (f == NULL)
		return;
	pthread_mutex_lock(&lock);
	for (i = 0; i < nb_shared_heads; i++)
		if (shared_heads[i].name[0] != '\0')
			fprintf(f, "Tailq %u: qname:<%s>, tqh_first:%p, tqh_last:%p\n", i, shared_heads[i].name,
				(void *)shared_heads[i].tailq_head.tqh_first, (void *)shared_heads[i].tailq_head.tqh_last);
	pthread_mutex_unlock(&lock);
}
