/* SPDX-License-Identifier: BSD-3-Clause */
/* The ring driver's only key: nodeaction=NAME:NODE:CREATE or NAME:NODE:ATTACH, once for each port. */
#include <errno.h>
#include <string.h>

#include <rte_memory.h>

#include "../common/net_args.h"
#include "ring.h"

static const char *
nodeaction_take(const char *value, void *where)
{
	static const char form[] = "NAME:NODE:CREATE or NAME:NODE:ATTACH, NODE a number from 0 to 31";
	struct ring_nodes *nodes = where;
	struct ring_node *node = &nodes->node[nodes->n];
	const char *number, *action;
	char digits[16];
	uint64_t numa;
	unsigned int i;

	number = strchr(value, ':');
	action = number != NULL ? strchr(number + 1, ':') : NULL;
	if (action == NULL || number == value || action - number - 1 >= (ptrdiff_t)sizeof(digits))
		return form;
	if (number - value >= (ptrdiff_t)sizeof(node->name))
		return "a port name of at most 63 characters";
	snprintf(digits, sizeof(digits), "%.*s", (int)(action - number - 1), number + 1);
	if (digits[0] == '\0' || strspn(digits, "0123456789") != strlen(digits))
		return form;
	numa = strtoull(digits, NULL, 10);
	if (numa >= RTE_MAX_NUMA_NODES)
		return form;
	if (strcmp(action + 1, "CREATE") == 0)
		node->action = RING_CREATE;
	else if (strcmp(action + 1, "ATTACH") == 0)
		node->action = RING_ATTACH;
	else
		return form;
	snprintf(node->name, sizeof(node->name), "%.*s", (int)(number - value), value);
	node->numa_node = (int)numa;
	for (i = 0; i < nodes->n; i++) {
		if (strcmp(nodes->node[i].name, node->name) == 0)
			return "a port name that stands only once";
	}
	nodes->n++;
	return NULL;
}

int
ring_args_read(const char *args, struct ring_nodes *nodes, char *why)
{
	static const struct net_arg table[] = {
		{"nodeaction", true, nodeaction_take},
	};

	nodes->n = 0;
	return net_args_read(args, table, RTE_DIM(table), nodes, why);
}
