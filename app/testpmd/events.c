/* SPDX-License-Identifier: BSD-3-Clause */
/* Events of ports and devices. The callbacks only print and note; what is to be done is a chore. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <rte_dev.h>
#include <rte_errno.h>
#include <rte_ethdev.h>

#include "control.h"
#include "events.h"
#include "ports.h"
#include "settings.h"

static const struct {
	enum rte_eth_event_type type;
	const char *option, *words;
} kinds[] = {
	{ RTE_ETH_EVENT_UNKNOWN, "unknown", "unknown" },
	{ RTE_ETH_EVENT_INTR_LSC, "intr_lsc", "link state change" },
	{ RTE_ETH_EVENT_QUEUE_STATE, "queue_state", "queue state" },
	{ RTE_ETH_EVENT_INTR_RESET, "intr_reset", "reset" },
	{ RTE_ETH_EVENT_VF_MBOX, "vf_mbox", "VF mbox" },
	{ RTE_ETH_EVENT_MACSEC, "macsec", "MACsec" },
	{ RTE_ETH_EVENT_INTR_RMV, "intr_rmv", "device removal" },
	{ RTE_ETH_EVENT_NEW, "dev_probed", "device probed" },
	{ RTE_ETH_EVENT_DESTROY, "dev_released", "device released" },
	{ RTE_ETH_EVENT_IPSEC, "ipsec", "IPsec" },
	{ RTE_ETH_EVENT_FLOW_AGED, "flow_aged", "flow aged" },
};

static bool listening; /* to device events */

int
events_mask_read(const char *name, uint32_t *mask)
{
	unsigned int i;

	*mask = 0;
	if (strcmp(name, "all") == 0)
		*mask = UINT32_MAX;
	for (i = 0; i < RTE_DIM(kinds); i++)
		if (strcmp(kinds[i].option, name) == 0)
			*mask = UINT32_C(1) << kinds[i].type;
	return *mask != 0 ? 0 : -EINVAL;
}

static void
event_print(uint16_t port, enum rte_eth_event_type type)
{
	unsigned int i;

	if ((unsigned int)type >= 32 || !(settings.event_mask & UINT32_C(1) << type))
		return;
	for (i = 0; i < RTE_DIM(kinds); i++)
		if (kinds[i].type == type)
			break;
	printf("\nPort %u: %s event\n", port, i < RTE_DIM(kinds) ? kinds[i].words : "unknown");
	fflush(stdout);
}

static int
port_event(uint16_t port, enum rte_eth_event_type type, void *arg, void *ret)
{
	(void)arg;
	(void)ret;
	event_print(port, type);
	if (type == RTE_ETH_EVENT_NEW)
		control_note_port(port, CHORE_NEW);
	else if (type == RTE_ETH_EVENT_DESTROY)
		control_note_port(port, CHORE_GONE);
	else if (type == RTE_ETH_EVENT_INTR_RMV)
		control_note_port(port, CHORE_REMOVE);
	return 0;
}

static void
device_event(const char *name, enum rte_dev_event_type type, void *arg)
{
	(void)arg;
	printf("\nThe device: %s has been %s!\n", name, type == RTE_DEV_EVENT_ADD ? "added" : "removed");
	fflush(stdout);
	if (type == RTE_DEV_EVENT_REMOVE)
		control_note_device(name);
}

int
events_start(bool devices)
{
	unsigned int i;
	int ret = 0;

	for (i = 0; i < RTE_DIM(kinds) && ret == 0; i++)
		ret = rte_eth_dev_callback_register(RTE_ETH_ALL, kinds[i].type, port_event, NULL);
	if (ret == 0 && devices) {
		ret = rte_dev_event_callback_register(NULL, device_event, NULL);
		listening = ret == 0;
	}
	if (ret == 0 && devices)
		ret = rte_dev_hotplug_handle_enable();
	if (ret == 0 && devices)
		ret = rte_dev_event_monitor_start();
	if (ret != 0)
		printf("testpmd: Failed to register for events: %s\n", rte_strerror(-ret));
	return ret;
}

void
events_stop(void)
{
	unsigned int i;

	if (listening) {
		(void)rte_dev_event_monitor_stop();
		(void)rte_dev_hotplug_handle_disable();
		rte_dev_event_callback_unregister(NULL, device_event, NULL);
	}
	listening = false;
	for (i = 0; i < RTE_DIM(kinds); i++)
		rte_eth_dev_callback_unregister(RTE_ETH_ALL, kinds[i].type, port_event, NULL);
}

void
events_port_gone(uint16_t port)
{
	if (ports[port].status == PORT_NONE || ports[port].status == PORT_CLOSED || rte_eth_dev_is_valid_port(port))
		return;
	port_drop(port);
	printf("Port %u is closed\n", port);
	printf("Now total ports is %u\n", ports_count());
	fflush(stdout);
}

void
events_port_remove(uint16_t port)
{
	port_remove(port);
}

void
events_device_gone(const char *name)
{
	uint16_t port;

	if (name[0] != '\0') {
		port = port_of_device(name, 0);
		if (port != RTE_MAX_ETHPORTS)
			port_remove(port);
		return;
	}
	PORTS_FOREACH(port)
		if (ports[port].status != PORT_CLOSED && rte_eth_dev_is_removed(port))
			port_remove(port);
}
