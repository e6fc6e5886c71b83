/* SPDX-License-Identifier: BSD-3-Clause */
/* The kernel interface under an af_packet port: flags, address and MTU, and what happens to it. */
#include <errno.h>
#include <net/if_arp.h>
#include <stdio.h>
#include <string.h>

#include "af_packet.h"

int
afp_iface_flags(const struct afp_port *port, short set, short clear, bool *changed)
{
	struct ifreq r = {0};
	short flags;
	int ret = net_watch_ask(&port->watch, port->ifindex, SIOCGIFFLAGS, &r);

	if (ret != 0)
		return ret;
	flags = (short)((r.ifr_flags | set) & ~clear);
	*changed = flags != r.ifr_flags;
	if (!*changed)
		return 0;
	r.ifr_flags = flags;
	return net_watch_ask(&port->watch, port->ifindex, SIOCSIFFLAGS, &r);
}

int
afp_iface_mac_get(const struct afp_port *port, struct rte_ether_addr *mac)
{
	struct ifreq r = {0};
	int ret = net_watch_ask(&port->watch, port->ifindex, SIOCGIFHWADDR, &r);

	if (ret == 0)
		memcpy(mac->addr_bytes, r.ifr_hwaddr.sa_data, RTE_ETHER_ADDR_LEN);
	return ret;
}

int
afp_iface_mac_set(const struct afp_port *port, const struct rte_ether_addr *mac)
{
	struct ifreq r = {0};
	int ret = net_watch_ask(&port->watch, port->ifindex, SIOCGIFHWADDR, &r);

	if (ret != 0)
		return ret;
	memcpy(r.ifr_hwaddr.sa_data, mac->addr_bytes, RTE_ETHER_ADDR_LEN);
	return net_watch_ask(&port->watch, port->ifindex, SIOCSIFHWADDR, &r);
}

int
afp_iface_mtu_get(const struct afp_port *port, uint32_t *mtu)
{
	struct ifreq r = {0};
	int ret = net_watch_ask(&port->watch, port->ifindex, SIOCGIFMTU, &r);

	if (ret == 0)
		*mtu = (uint32_t)r.ifr_mtu;
	return ret;
}

int
afp_iface_mtu_set(const struct afp_port *port, uint32_t mtu)
{
	struct ifreq r = {.ifr_mtu = (int)mtu};

	return net_watch_ask(&port->watch, port->ifindex, SIOCSIFMTU, &r);
}

/* --- Changes --------------------------------------------------------------------------------------------------------- */

/** On rte-loop: compare the interface with what was last known, and tell the application. */
static void
iface_look(void *arg)
{
	struct rte_eth_dev *dev = arg;
	struct afp_port *port = dev->data->dev_private;
	const uint32_t ifindex = __atomic_load_n(&port->ifindex, __ATOMIC_ACQUIRE);
	bool running = false;

	if (ifindex == 0)
		return; /* not found yet; whoever looks for it will see what it is like */
	if (net_watch_running(&port->watch, ifindex, &running) == -ENODEV) {
		if (!__atomic_exchange_n(&port->gone, true, __ATOMIC_ACQ_REL)) {
			net_link_set(dev, false);
			AFP_LOG(NOTICE, "%s: interface %s is gone", dev->data->name, port->opt.iface);
			rte_eth_dev_callback_process(dev, RTE_ETH_EVENT_INTR_RMV, NULL);
		}
		return;
	}
	if (__atomic_exchange_n(&port->running, running, __ATOMIC_ACQ_REL) == running ||
	    !__atomic_load_n(&port->started, __ATOMIC_ACQUIRE))
		return;
	net_link_set(dev, running);
	if (dev->data->dev_conf.intr_conf.lsc)
		rte_eth_dev_callback_process(dev, RTE_ETH_EVENT_INTR_LSC, NULL);
}

int
afp_iface_open(struct rte_eth_dev *dev, char *why)
{
	struct afp_port *port = dev->data->dev_private;
	bool running = false;
	uint32_t ifindex = 0;
	int ret;

	/* first listen, then look, so that nothing is missed between the two */
	ret = net_watch_start(&port->watch, iface_look, dev);
	if (ret != 0) {
		snprintf(why, AFP_WHY_MAX, "watching interfaces: %s", strerror(-ret));
		return ret;
	}
	ret = net_watch_find(&port->watch, port->opt.iface, &ifindex);
	if (ret == 0) {
		__atomic_store_n(&port->ifindex, ifindex, __ATOMIC_RELEASE);
		ret = net_watch_running(&port->watch, ifindex, &running);
		__atomic_store_n(&port->running, running, __ATOMIC_RELEASE);
	}
	if (ret != 0)
		snprintf(why, AFP_WHY_MAX, "iface=%s: %s", port->opt.iface,
			ret == -ENODEV ? "there is no interface of that name" : strerror(-ret));
	return ret;
}
