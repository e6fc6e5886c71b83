/* SPDX-License-Identifier: BSD-3-Clause */
/* Names of packet types. */
#include <stdio.h>

#include <rte_common.h>

#include "rte_mbuf_ptype.h"

struct type_name {
	uint32_t ptype;
	const char *name;
};

/* One layer: its nibble, its names, and the name for all other values. */
struct layer {
	uint32_t mask;
	const struct type_name *names;
	unsigned int nb_names;
	const char *unknown;
};

#define TYPE(t) {RTE_PTYPE_##t, #t}
#define LAYER(prefix, table) {RTE_PTYPE_##prefix##_MASK, table, RTE_DIM(table), #prefix "_UNKNOWN"}

static const struct type_name l2_names[] = {
	TYPE(L2_ETHER), TYPE(L2_ETHER_TIMESYNC), TYPE(L2_ETHER_ARP), TYPE(L2_ETHER_LLDP), TYPE(L2_ETHER_NSH),
	TYPE(L2_ETHER_VLAN), TYPE(L2_ETHER_QINQ), TYPE(L2_ETHER_PPPOE), TYPE(L2_ETHER_FCOE), TYPE(L2_ETHER_MPLS),
};
static const struct type_name l3_names[] = {
	TYPE(L3_IPV4), TYPE(L3_IPV4_EXT), TYPE(L3_IPV6), TYPE(L3_IPV4_EXT_UNKNOWN), TYPE(L3_IPV6_EXT), TYPE(L3_IPV6_EXT_UNKNOWN),
};
static const struct type_name l4_names[] = {
	TYPE(L4_TCP), TYPE(L4_UDP), TYPE(L4_FRAG), TYPE(L4_SCTP), TYPE(L4_ICMP), TYPE(L4_NONFRAG), TYPE(L4_IGMP),
};
static const struct type_name tunnel_names[] = {
	TYPE(TUNNEL_IP), TYPE(TUNNEL_GRE), TYPE(TUNNEL_VXLAN), TYPE(TUNNEL_NVGRE), TYPE(TUNNEL_GENEVE), TYPE(TUNNEL_GRENAT),
	TYPE(TUNNEL_GTPC), TYPE(TUNNEL_GTPU), TYPE(TUNNEL_ESP), TYPE(TUNNEL_L2TP), TYPE(TUNNEL_VXLAN_GPE),
	TYPE(TUNNEL_MPLS_IN_GRE), TYPE(TUNNEL_MPLS_IN_UDP),
};
static const struct type_name inner_l2_names[] = {
	TYPE(INNER_L2_ETHER), TYPE(INNER_L2_ETHER_VLAN), TYPE(INNER_L2_ETHER_QINQ),
};
static const struct type_name inner_l3_names[] = {
	TYPE(INNER_L3_IPV4), TYPE(INNER_L3_IPV4_EXT), TYPE(INNER_L3_IPV6), TYPE(INNER_L3_IPV4_EXT_UNKNOWN),
	TYPE(INNER_L3_IPV6_EXT), TYPE(INNER_L3_IPV6_EXT_UNKNOWN),
};
static const struct type_name inner_l4_names[] = {
	TYPE(INNER_L4_TCP), TYPE(INNER_L4_UDP), TYPE(INNER_L4_FRAG), TYPE(INNER_L4_SCTP), TYPE(INNER_L4_ICMP),
	TYPE(INNER_L4_NONFRAG),
};

enum { L2, L3, L4, TUNNEL, INNER_L2, INNER_L3, INNER_L4, NB_LAYERS };

static const struct layer layers[NB_LAYERS] = {
	[L2] = LAYER(L2, l2_names),
	[L3] = LAYER(L3, l3_names),
	[L4] = LAYER(L4, l4_names),
	[TUNNEL] = LAYER(TUNNEL, tunnel_names),
	[INNER_L2] = LAYER(INNER_L2, inner_l2_names),
	[INNER_L3] = LAYER(INNER_L3, inner_l3_names),
	[INNER_L4] = LAYER(INNER_L4, inner_l4_names),
};

static const char *
layer_name(const struct layer *layer, uint32_t ptype)
{
	for (unsigned int i = 0; i < layer->nb_names; i++) {
		if (layer->names[i].ptype == (ptype & layer->mask))
			return layer->names[i].name;
	}
	return layer->unknown;
}

const char *
rte_get_ptype_l2_name(uint32_t ptype)
{
	return layer_name(&layers[L2], ptype);
}

const char *
rte_get_ptype_l3_name(uint32_t ptype)
{
	return layer_name(&layers[L3], ptype);
}

const char *
rte_get_ptype_l4_name(uint32_t ptype)
{
	return layer_name(&layers[L4], ptype);
}

const char *
rte_get_ptype_tunnel_name(uint32_t ptype)
{
	return layer_name(&layers[TUNNEL], ptype);
}

const char *
rte_get_ptype_inner_l2_name(uint32_t ptype)
{
	return layer_name(&layers[INNER_L2], ptype);
}

const char *
rte_get_ptype_inner_l3_name(uint32_t ptype)
{
	return layer_name(&layers[INNER_L3], ptype);
}

const char *
rte_get_ptype_inner_l4_name(uint32_t ptype)
{
	return layer_name(&layers[INNER_L4], ptype);
}

int
rte_get_ptype_name(uint32_t ptype, char *buf, size_t buflen)
{
	size_t len = 0;
	int ret;

	if (buflen == 0)
		return -1;
	buf[0] = '\0';
	if ((ptype & RTE_PTYPE_ALL_MASK) == RTE_PTYPE_UNKNOWN) {
		ret = snprintf(buf, buflen, "UNKNOWN");
		return ret < 0 || (size_t)ret >= buflen ? -1 : 0;
	}
	for (unsigned int i = 0; i < NB_LAYERS; i++) {
		if ((ptype & layers[i].mask) == 0)
			continue;
		ret = snprintf(buf + len, buflen - len, "%s ", layer_name(&layers[i], ptype));
		if (ret < 0 || (size_t)ret >= buflen - len) {
			buf[len] = '\0';
			return -1;
		}
		len += ret;
	}
	return 0;
}
