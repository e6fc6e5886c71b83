/* SPDX-License-Identifier: BSD-3-Clause */
/* The list of ports that forward when `start` is given. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "fwd.h"
#include "ports.h"
#include "settings.h"

static uint16_t list[RTE_MAX_ETHPORTS];
static unsigned int nb_list; /* configured */
static unsigned int nb_used; /* of them in use, the first ones */
static bool list_chosen;          /* by the user: new ports come last, else they come by number */

const uint16_t *
fwd_list(unsigned int *n)
{
	*n = nb_used;
	return list;
}

bool
fwd_list_has(uint16_t port)
{
	unsigned int i;

	for (i = 0; i < nb_used; i++)
		if (list[i] == port)
			return true;
	return false;
}

void
fwd_list_add(uint16_t port)
{
	unsigned int i;

	for (i = 0; i < nb_list; i++)
		if (list[i] == port)
			return;
	/* Among or behind those in use, so that it is in use as well. */
	for (i = list_chosen ? nb_used : 0; i < nb_used && list[i] < port; i++)
		;
	memmove(&list[i + 1], &list[i], (nb_list - i) * sizeof(list[0]));
	list[i] = port;
	nb_used++;
	nb_list++;
}

void
fwd_list_remove(uint16_t port)
{
	unsigned int i;

	for (i = 0; i < nb_list && list[i] != port; i++)
		;
	if (i == nb_list)
		return;
	nb_list--;
	if (i < nb_used)
		nb_used--;
	memmove(&list[i], &list[i + 1], (nb_list - i) * sizeof(list[0]));
}

static int
list_locked(void)
{
	if (!fwd_running())
		return 0;
	printf("Please stop forwarding first\n");
	return -EBUSY;
}

int
fwd_list_set(const unsigned int *wanted, unsigned int n)
{
	unsigned int i;

	if (list_locked() != 0)
		return -EBUSY;
	for (i = 0; i < n; i++)
		if (!ports_check(wanted[i]))
			return -EINVAL;
	if (nb_used != n)
		printf("previous number of forwarding ports %u - changed to number of configured ports %u\n", nb_used, n);
	for (i = 0; i < n; i++)
		list[i] = (uint16_t)wanted[i];
	nb_list = nb_used = n;
	list_chosen = true;
	return 0;
}

int
fwd_list_set_mask(uint64_t mask)
{
	unsigned int wanted[64], n = 0, bit;

	if (mask == 0) {
		printf("Invalid NULL mask of ports\n");
		return -EINVAL;
	}
	for (bit = 0; bit < 64; bit++)
		if (mask & UINT64_C(1) << bit)
			wanted[n++] = bit;
	return fwd_list_set(wanted, n);
}

int
fwd_nbport_set(unsigned int n)
{
	if (list_locked() != 0)
		return -EBUSY;
	if (n > nb_list) {
		printf("nb fwd ports %u > %u (number of configured ports) - ignored\n", n, nb_list);
		return -EINVAL;
	}
	nb_used = n;
	printf("Number of forwarding ports set to %u\n", n);
	return 0;
}

void
fwd_list_default(void)
{
	uint16_t port;

	if (list_locked() != 0)
		return;
	nb_list = nb_used = 0;
	list_chosen = false;
	PORTS_FOREACH(port)
		if (ports[port].status != PORT_CLOSED)
			fwd_list_add(port);
	settings_cores_default();
}
