/* SPDX-License-Identifier: BSD-3-Clause */
/* Services from the side of the component that offers one: registration and the component's switch. */
#ifndef _RTE_SERVICE_COMPONENT_H_
#define _RTE_SERVICE_COMPONENT_H_

#include <rte_service.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A service function. -EAGAIN says that it found nothing to do: the call counts, its cycles do not. Other values are not
 *  looked at. Runs on service lcores and in callers of rte_service_run_iter_on_app_lcore(). */
typedef int32_t (*rte_service_func)(void *args);

/** What a component says about its service. */
struct rte_service_spec {
	char name[RTE_SERVICE_NAME_MAX]; /**< not empty */
	rte_service_func callback;       /**< not NULL */
	void *callback_userdata;         /**< argument of callback */
	uint32_t capabilities;           /**< RTE_SERVICE_CAP_* */
	int socket_id;                   /**< NUMA node it would like to run on */
};

/**
 * Register a service; both its switches are off. Numbers are reused after rte_service_component_unregister().
 *
 * @param spec       Copied.
 * @param service_id Gets its number; may be NULL.
 * @return 0; -EINVAL @p spec is NULL, or without name or callback; -ENOSPC there are 64 already.
 * Context: any; also before the runtime starts. Since 17.08.
 */
int32_t rte_service_component_register(const struct rte_service_spec *spec, uint32_t *service_id);

/** Take a service back and wait for the calls of it that run. 0; -EINVAL no such service. Context: any; blocks, unless called
 *  from within a service function. Lifetime: what the function uses may go afterwards, if it waited. Since 17.08. */
int32_t rte_service_component_unregister(uint32_t id);

/** Switch every service on in the name of the application and map each to one service lcore in turn, all of which are started.
 *  0; -ENOTSUP there is no service lcore; -ENODEV or -ENOEXEC a service was unregistered meanwhile. Context: any. Since 17.08. */
int32_t rte_service_start_with_defaults(void);

/** The component switches its service on (1) or off (0). 0; -EINVAL no such service. Context: any. Since 17.08. */
int32_t rte_service_component_runstate_set(uint32_t id, uint32_t runstate);

/** Make services ready; rte_eal_init() does it. 0; -EALREADY they are. Context: main lcore. Since 17.08. */
int32_t rte_service_init(void);

/** Reset all service lcores, wait for all calls and drop all services; rte_eal_cleanup() does it. Harmless without
 *  rte_service_init(). Context: main lcore; blocks. Since 18.05. */
void rte_service_finalize(void);

#ifdef __cplusplus
}
#endif

#endif
