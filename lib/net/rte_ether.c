/* SPDX-License-Identifier: BSD-3-Clause */
/* Ethernet addresses: text and random ones. */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <rte_errno.h>

#include "rte_ether.h"

void
rte_eth_random_addr(uint8_t *addr)
{
	uint64_t rand = rte_rand();

	memcpy(addr, &rand, RTE_ETHER_ADDR_LEN);
	addr[0] &= (uint8_t)~RTE_ETHER_GROUP_ADDR;
	addr[0] |= RTE_ETHER_LOCAL_ADMIN_ADDR;
}

void
rte_ether_format_addr(char *buf, uint16_t size, const struct rte_ether_addr *eth_addr)
{
	snprintf(buf, size, RTE_ETHER_ADDR_PRT_FMT, RTE_ETHER_ADDR_BYTES(eth_addr));
}

/* Value of a hexadecimal digit, -1 for other characters. */
static int
digit_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* Read an address whose bytes stand in groups with colons between them. */
static bool
address_read(const char *str, unsigned int bytes_per_group, uint8_t *bytes)
{
	for (unsigned int i = 0; i < RTE_ETHER_ADDR_LEN; i++) {
		int high, low;

		if (i > 0 && i % bytes_per_group == 0 && *str++ != ':')
			return false;
		high = digit_value(str[0]);
		low = high < 0 ? -1 : digit_value(str[1]);
		if (low < 0)
			return false;
		bytes[i] = (uint8_t)(high << 4 | low);
		str += 2;
	}
	return *str == '\0';
}

int
rte_ether_unformat_addr(const char *str, struct rte_ether_addr *eth_addr)
{
	struct rte_ether_addr ea;

	if (!address_read(str, 1, ea.addr_bytes) && !address_read(str, 2, ea.addr_bytes)) {
		rte_errno = EINVAL;
		return -1;
	}
	*eth_addr = ea;
	return 0;
}
