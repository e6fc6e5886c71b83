/* SPDX-License-Identifier: BSD-3-Clause */
/* Device classes: what kind of object ("eth" ports, ...) devices offer. */
#ifndef RTE_CLASS_H
#define RTE_CLASS_H

#include <rte_dev.h>
#include <rte_tailq.h>

#ifdef __cplusplus
extern "C" {
#endif

struct rte_class {
	RTE_TAILQ_ENTRY(rte_class) next;
	const char *name;
	rte_dev_iterate_t dev_iterate; /**< walks the objects of the class; NULL: cannot */
};

/** Compare a class with search data: 0 is a match. */
typedef int (*rte_class_cmp_t)(const struct rte_class *cls, const void *data);

/** First class after @p start (NULL: from the beginning) with cmp(cls, data) == 0, or NULL. Since 18.08. */
struct rte_class *rte_class_find(const struct rte_class *start, rte_class_cmp_t cmp, const void *data);
/** Class by name, or NULL. Since 18.08. */
struct rte_class *rte_class_find_by_name(const char *name);
/** Add a class; its name must not be NULL. Called from a constructor. Since 18.08. */
void rte_class_register(struct rte_class *cls);
/** Take a class away. Since 18.08. */
void rte_class_unregister(struct rte_class *cls);

#define RTE_REGISTER_CLASS(nm, cls)                                                                           \
	RTE_INIT_PRIO(classinitfn_##nm, CLASS)                                                                  \
	{                                                                                                       \
		(cls).name = RTE_STR(nm);                                                                       \
		rte_class_register(&cls);                                                                       \
	}

#define RTE_UNREGISTER_CLASS(nm, cls)                                                                         \
	RTE_FINI_PRIO(classfinifn_##nm, CLASS)                                                                  \
	{                                                                                                       \
		rte_class_unregister(&cls);                                                                     \
	}

#ifdef __cplusplus
}
#endif

#endif
