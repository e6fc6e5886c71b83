/* SPDX-License-Identifier: BSD-3-Clause */
/* The kernel interface under an af_packet port: flags, address and MTU. */
#include <errno.h>
#include <net/if_arp.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>

#include "af_packet.h"

/** Run a request on the interface, whatever its name is by now. */
static int
iface_ask(const struct afp_port *port, unsigned long request, struct ifreq *r)
{
	struct ifreq name = {.ifr_ifindex = (int)port->ifindex};

	if (ioctl(port->control, SIOCGIFNAME, &name) != 0)
		return -errno;
	memcpy(r->ifr_name, name.ifr_name, sizeof(r->ifr_name));
	return ioctl(port->control, request, r) != 0 ? -errno : 0;
}

int
afp_iface_running(const struct afp_port *port, bool *running)
{
	struct ifreq r = {0};
	int ret = iface_ask(port, SIOCGIFFLAGS, &r);

	if (ret == 0)
		*running = (r.ifr_flags & (IFF_UP | IFF_RUNNING)) == (IFF_UP | IFF_RUNNING);
	return ret;
}

int
afp_iface_flags(const struct afp_port *port, short set, short clear, bool *changed)
{
	struct ifreq r = {0};
	short flags;
	int ret = iface_ask(port, SIOCGIFFLAGS, &r);

	if (ret != 0)
		return ret;
	flags = (short)((r.ifr_flags | set) & ~clear);
	*changed = flags != r.ifr_flags;
	if (!*changed)
		return 0;
	r.ifr_flags = flags;
	return iface_ask(port, SIOCSIFFLAGS, &r);
}

int
afp_iface_mac_get(const struct afp_port *port, struct rte_ether_addr *mac)
{
	struct ifreq r = {0};
	int ret = iface_ask(port, SIOCGIFHWADDR, &r);

	if (ret == 0)
		memcpy(mac->addr_bytes, r.ifr_hwaddr.sa_data, RTE_ETHER_ADDR_LEN);
	return ret;
}

int
afp_iface_mac_set(const struct afp_port *port, const struct rte_ether_addr *mac)
{
	struct ifreq r = {0};
	int ret = iface_ask(port, SIOCGIFHWADDR, &r);

	if (ret != 0)
		return ret;
	memcpy(r.ifr_hwaddr.sa_data, mac->addr_bytes, RTE_ETHER_ADDR_LEN);
	return iface_ask(port, SIOCSIFHWADDR, &r);
}

int
afp_iface_mtu_get(const struct afp_port *port, uint32_t *mtu)
{
	struct ifreq r = {0};
	int ret = iface_ask(port, SIOCGIFMTU, &r);

	if (ret == 0)
		*mtu = (uint32_t)r.ifr_mtu;
	return ret;
}

int
afp_iface_mtu_set(const struct afp_port *port, uint32_t mtu)
{
	struct ifreq r = {.ifr_mtu = (int)mtu};

	return iface_ask(port, SIOCSIFMTU, &r);
}
