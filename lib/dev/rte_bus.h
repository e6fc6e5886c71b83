/* SPDX-License-Identifier: BSD-3-Clause */
/* Buses as applications see them. */
#ifndef RTE_BUS_H
#define RTE_BUS_H

#include <stdio.h>

#include <rte_common.h>
#include <rte_compat.h>
#include <rte_eal.h>

#ifdef __cplusplus
extern "C" {
#endif

struct rte_bus;
struct rte_device;

/** Compare a bus with search data: 0 is a match. */
typedef int (*rte_bus_cmp_t)(const struct rte_bus *bus, const void *data);

/** Name of a bus; NULL in, NULL out. Since 22.11. */
const char *rte_bus_name(const struct rte_bus *bus);
/** Look for devices on every bus; a bus that fails is logged. 0. Context: start-up, or under no transaction. Since 17.02. */
int rte_bus_scan(void);
/** Attach what the scans found and the policies allow; virtual devices last. Failures are logged. 0. Since 17.02. */
int rte_bus_probe(void);
/** Print the names of all buses. Since 17.02. */
void rte_bus_dump(FILE *f);
/** First bus after @p start with cmp(bus, data) == 0, or NULL. Since 17.05. */
struct rte_bus *rte_bus_find(const struct rte_bus *start, rte_bus_cmp_t cmp, const void *data);
/** Bus that @p dev stands on, or NULL. Since 17.05. */
struct rte_bus *rte_bus_find_by_device(const struct rte_device *dev);
/** Bus by name, or NULL. Since 17.05. */
struct rte_bus *rte_bus_find_by_name(const char *busname);
/** Address kind that suits the devices of all buses. Since 17.11. */
enum rte_iova_mode rte_bus_get_iommu_class(void);

#ifdef __cplusplus
}
#endif

#endif
