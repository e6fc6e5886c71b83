/* SPDX-License-Identifier: BSD-3-Clause */
/* Named lists whose heads stand in memory shared by all processes. */
#ifndef _RTE_TAILQ_H_
#define _RTE_TAILQ_H_

#include <stdio.h>
#include <sys/queue.h>

#include <rte_common.h>
#include <rte_debug.h>

#ifdef __cplusplus
extern "C" {
#endif

/** One object in a list. */
struct rte_tailq_entry {
	RTE_TAILQ_ENTRY(rte_tailq_entry) next;
	void *data;
};
RTE_TAILQ_HEAD(rte_tailq_entry_head, rte_tailq_entry);

#define RTE_TAILQ_NAMESIZE 32

/** A list head in shared memory. */
struct rte_tailq_head {
	struct rte_tailq_entry_head tailq_head;
	char name[RTE_TAILQ_NAMESIZE];
};

/** A library's wish for a list; @p head is valid after rte_eal_init(). */
struct rte_tailq_elem {
	struct rte_tailq_head *head;
	RTE_TAILQ_ENTRY(rte_tailq_elem) next;
	const char name[RTE_TAILQ_NAMESIZE];
};

/** The list of @p tailq_entry (an rte_tailq_head pointer) as a head of type @p struct_name. */
#define RTE_TAILQ_CAST(tailq_entry, struct_name) ((struct struct_name *)&(tailq_entry)->tailq_head)
/** The list called @p name as a head of type @p struct_name. */
#define RTE_TAILQ_LOOKUP(name, struct_name) RTE_TAILQ_CAST(rte_eal_tailq_lookup(name), struct_name)

/** Print name and head of every list. Context: any thread. Since 2.0. */
void rte_dump_tailq(FILE *f);

/** The head with this name, or NULL (also for NULL). Context: any thread after the lists are bound. Since 2.0. */
struct rte_tailq_head *rte_eal_tailq_lookup(const char *name);

/**
 * Ask for a list. Before rte_eal_init() it is bound during init; afterwards at once.
 *
 * @param t Stays with the caller for the life of the process.
 * @return 0; -1 when the name is registered already or there is no room (the head is then NULL).
 * Context: any thread. Since 2.0.
 */
int rte_eal_tailq_register(struct rte_tailq_elem *t);

/** Register @p t before main(). */
#define EAL_REGISTER_TAILQ(t) \
	RTE_INIT(tailqinitfn_##t) \
	{ \
		if (rte_eal_tailq_register(&t) < 0) \
			rte_panic("Cannot initialize tailq: %s\n", t.name); \
	}

/** As TAILQ_FOREACH(), but the body may remove the current element. */
#ifndef RTE_TAILQ_FOREACH_SAFE
#define RTE_TAILQ_FOREACH_SAFE(var, head, field, tvar) \
	for ((var) = RTE_TAILQ_FIRST((head)); (var) && ((tvar) = RTE_TAILQ_NEXT((var), field), 1); (var) = (tvar))
#endif
#ifndef TAILQ_FOREACH_SAFE
#define TAILQ_FOREACH_SAFE(var, head, field, tvar) RTE_TAILQ_FOREACH_SAFE(var, head, field, tvar)
#endif

#ifdef __cplusplus
}
#endif

#endif
