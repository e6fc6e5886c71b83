/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * Services: functions that want to be called again and again, on lcores set aside for them.
 *
 * A service runs when its component and the application have both switched it on and a running service lcore is mapped to it. A
 * service without the capability MT_SAFE is in at most one thread at a time. No lock is held while a service function runs, and
 * it may call everything here. What waits (named below) does not do so when called from within a service function.
 */
#ifndef _RTE_SERVICE_H_
#define _RTE_SERVICE_H_

#include <stdint.h>
#include <stdio.h>
#include <sys/queue.h>

#include <rte_config.h>
#include <rte_lcore.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Size of a service's name with its final NUL. */
#define RTE_SERVICE_NAME_MAX 32

/** Capability: several threads may be in the function at once. */
#define RTE_SERVICE_CAP_MT_SAFE (1 << 0)

/** Attribute of a service: TSC cycles spent in calls that found work (that did not return -EAGAIN). */
#define RTE_SERVICE_ATTR_CYCLES 0
/** Attribute of a service: number of calls. */
#define RTE_SERVICE_ATTR_CALL_COUNT 1

/** Attribute of a service lcore: rounds over the services mapped to it. */
#define RTE_SERVICE_LCORE_ATTR_LOOPS 0
/** Attribute of a service lcore: TSC cycles spent in calls that found work, of services with statistics. */
#define RTE_SERVICE_LCORE_ATTR_CYCLES 1

/** Number of registered services. Context: any. Since 17.08. */
uint32_t rte_service_get_count(void);

/** Find a service by its name. 0 and the number at @p service_id; -EINVAL an argument is NULL; -ENODEV there is none. Context:
 *  any. Since 17.08. */
int32_t rte_service_get_by_name(const char *name, uint32_t *service_id);

/** Name of a service, NULL if there is none. Lifetime: until it is unregistered. Context: any. Since 17.08. */
const char *rte_service_get_name(uint32_t id);

/** 1 if the service has a capability of @p capability, 0 if not; -EINVAL no such service. Context: any. Since 17.08. */
int32_t rte_service_probe_capability(uint32_t id, uint32_t capability);

/**
 * Map a service to a service lcore, or unmap it. Mappings can change while both run.
 *
 * @param lcore   A service lcore.
 * @param enabled Non-zero: the lcore is to call the service.
 * @return 0; -EINVAL no such service, or not a service lcore.
 * Context: any. Since 17.08.
 */
int32_t rte_service_map_lcore_set(uint32_t service_id, uint32_t lcore, uint32_t enabled);

/** 1 if the service is mapped to the lcore, 0 if not; -EINVAL no such service, or not a service lcore. Context: any. Since
 *  17.08. */
int32_t rte_service_map_lcore_get(uint32_t service_id, uint32_t lcore);

/** The application switches a service on (1) or off (0). Does not wait for calls that run, see rte_service_may_be_active().
 *  0; -EINVAL no such service. Context: any. Since 17.08. */
int32_t rte_service_runstate_set(uint32_t id, uint32_t runstate);

/** 1 if component and application have switched the service on and (unless that check is off) it is mapped to an lcore, else 0;
 *  -EINVAL no such service. Context: any. Since 17.08. */
int32_t rte_service_runstate_get(uint32_t id);

/** 1 if a thread may be inside the function of the service, 0 if none is: after a switch-off, 0 is final. -EINVAL no such
 *  service. Context: any. Since 20.11. */
int32_t rte_service_may_be_active(uint32_t id);

/** Whether rte_service_runstate_get() asks for a mapped lcore (1, as at registration) or not (0). 0; -EINVAL no such service.
 *  Context: any. Since 18.02. */
int32_t rte_service_set_runstate_mapped_check(uint32_t id, int32_t enabled);

/**
 * Call the service once in the calling thread, which need not be an lcore.
 *
 * @param serialize_multithread_unsafe Non-zero: a service that is not MT_SAFE is called only if no other thread is in it. Zero:
 *  the caller sees to that.
 * @return 0 called; -ENOEXEC component or application have it off; -EBUSY another thread is in it; -EINVAL no such service.
 * Context: any thread; blocks as long as the function does. Since 17.11.
 */
int32_t rte_service_run_iter_on_app_lcore(uint32_t id, uint32_t serialize_multithread_unsafe);

/**
 * Start the loop of a service lcore.
 *
 * @return 0; -EALREADY it runs; -EINVAL not a service lcore; -EBUSY it is still inside a function; -EPIPE workers do not run.
 * Context: any. Since 17.08.
 */
int32_t rte_service_lcore_start(uint32_t lcore_id);

/**
 * Stop the loop of a service lcore, which stays one, and wait until it has left the service functions. So do not call it while
 * holding what a service function waits for.
 *
 * @return 0; -EALREADY it does not run; -EBUSY a running service is mapped to this lcore only; -EINVAL not a service lcore.
 * Context: any; blocks, unless called from within a service function (see rte_service_lcore_may_be_active()). Since 17.08.
 */
int32_t rte_service_lcore_stop(uint32_t lcore_id);

/** 1 if the lcore may be in its loop, 0 if it has left it; -EINVAL not a service lcore. Context: any. Since 21.08. */
int32_t rte_service_lcore_may_be_active(uint32_t lcore_id);

/**
 * Make a service lcore of a worker; waits until the worker has returned from the function it runs.
 *
 * @return 0; -EALREADY it is one; -EINVAL not an enabled lcore, or the main lcore; -EBUSY it is the calling one.
 * Context: any; blocks. Since 17.08.
 */
int32_t rte_service_lcore_add(uint32_t lcore);

/** Make a worker of a service lcore again, and drop its mappings. 0; -EINVAL not a service lcore; -EBUSY its loop runs. Context:
 *  any. Since 17.08. */
int32_t rte_service_lcore_del(uint32_t lcore);

/** Number of service lcores. Context: any. Since 17.08. */
int32_t rte_service_lcore_count(void);

/** Write the ids of all service lcores to @p array of @p n entries. Their number; -EINVAL @p array is NULL; -ENOMEM @p n is too
 *  small. Context: any. Since 17.08. */
int32_t rte_service_lcore_list(uint32_t array[], uint32_t n);

/** Number of services mapped to the lcore; -EINVAL bad id; -ENOTSUP not a service lcore. Context: any. Since 17.08. */
int32_t rte_service_lcore_count_services(uint32_t lcore);

/** Stop all service lcores, drop all mappings and make workers of them; waits for them to leave the service functions. 0.
 *  Context: any; blocks. Since 17.08. */
int32_t rte_service_lcore_reset_all(void);

/** Count calls and cycles of the service (1) or not (0). 0; -EINVAL no such service. Context: any. Since 17.08. */
int32_t rte_service_set_stats_enable(uint32_t id, int32_t enable);

/** Read RTE_SERVICE_ATTR_*. 0; -EINVAL no such service or attribute, or @p attr_value is NULL. Context: any. Since 17.11. */
int32_t rte_service_attr_get(uint32_t id, uint32_t attr_id, uint64_t *attr_value);

/** Let the attributes of a service count from zero. 0; -EINVAL no such service. Context: any. Since 17.11. */
int32_t rte_service_attr_reset_all(uint32_t id);

/** Read RTE_SERVICE_LCORE_ATTR_*. 0; -EINVAL bad lcore id or attribute, or @p attr_value is NULL; -ENOTSUP not a service lcore.
 *  Context: any. Since 18.11. */
int32_t rte_service_lcore_attr_get(uint32_t lcore, uint32_t attr_id, uint64_t *attr_value);

/** Let the attributes of a service lcore count from zero. 0; -EINVAL bad lcore id; -ENOTSUP not a service lcore. Context: any.
 *  Since 18.11. */
int32_t rte_service_lcore_attr_reset_all(uint32_t lcore);

/** Write state and statistics of one service (UINT32_MAX: of all, and of the service lcores). 0; -EINVAL no such service, or @p f
 *  is NULL. Context: any. Since 17.08. */
int32_t rte_service_dump(FILE *f, uint32_t id);

#ifdef __cplusplus
}
#endif

#endif
