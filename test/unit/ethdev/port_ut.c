/* SPDX-License-Identifier: BSD-3-Clause */
/* The table of ports: numbers, names, tenants. */
#include "fake_port.h"

static void
lookup_before_any_port(void)
{
	uint16_t id = 7;

	UT_EQ(rte_eth_dev_get_port_by_name("net_fake0", &id), -ENODEV);
	UT_EQ(id, 7);
	UT_TRUE(rte_eth_dev_allocated("net_fake0") == NULL);
	UT_EQ(rte_eth_dev_count_total(), 0);
	UT_EQ(rte_eth_dev_is_valid_port(0), 0);
	UT_EQ(rte_eth_dev_owner_delete(1), -EINVAL);
}

static void
names_are_checked(void)
{
	char name[80];

	memset(name, 'x', sizeof(name));
	UT_TRUE(rte_eth_dev_allocate(NULL) == NULL);
	UT_EQ(rte_errno, EINVAL);
	UT_TRUE(rte_eth_dev_allocate("") == NULL);
	UT_EQ(rte_errno, EINVAL);
	name[65] = '\0';
	UT_TRUE(rte_eth_dev_allocate(name) == NULL);
	name[64] = '\0';
	UT_TRUE(rte_eth_dev_allocate(name) == NULL);
	UT_EQ(rte_errno, EINVAL);
	name[63] = '\0';
	struct rte_eth_dev *dev = rte_eth_dev_allocate(name);
	UT_NOT_NULL_FATAL(dev);
	UT_STR_EQ(dev->data->name, name);
	UT_PTR_EQ(rte_eth_dev_allocated(name), dev);
	UT_TRUE(rte_eth_dev_allocate(name) == NULL);
	UT_EQ(rte_errno, EEXIST);
	UT_EQ(rte_eth_dev_release_port(dev), 0);
	UT_TRUE(rte_eth_dev_allocated(name) == NULL);
}

static void
reserved_is_invisible(void)
{
	struct rte_eth_dev *dev = rte_eth_dev_allocate("a");
	char name[RTE_ETH_NAME_MAX_LEN];
	uint16_t id = 77, port;

	UT_NOT_NULL_FATAL(dev);
	port = dev->data->port_id;
	UT_STR_EQ(state_of(port), "RESERVED");
	UT_EQ(rte_eth_dev_is_valid_port(port), 0);
	UT_EQ(rte_eth_dev_count_total(), 0);
	UT_EQ(rte_eth_find_next(0), RTE_MAX_ETHPORTS);
	UT_EQ(rte_eth_dev_get_port_by_name("a", &id), -ENODEV);
	UT_EQ(rte_eth_dev_get_name_by_port(port, name), -ENODEV);
	UT_EQ(dev->data->mtu, 1500);
	UT_EQ(dev->data->backer_port_id, RTE_MAX_ETHPORTS);
	UT_EQ(dev->state, RTE_ETH_DEV_UNUSED);
	UT_EQ(rte_eth_dev_release_port(dev), 0);
	UT_STR_EQ(state_of(port), "FREE");
	UT_EQ(rte_eth_dev_release_port(dev), 0); /* again does no harm */
	UT_EQ(rte_eth_dev_release_port(NULL), -EINVAL);
}

static void
lowest_free_number_and_generation(void)
{
	struct rte_eth_dev *a = rte_eth_dev_allocate("a"), *b = rte_eth_dev_allocate("b"), *c = rte_eth_dev_allocate("c");
	uint32_t gen;

	UT_TRUE_FATAL(a != NULL && b != NULL && c != NULL);
	UT_EQ(a->data->port_id, 0);
	UT_EQ(b->data->port_id, 1);
	UT_EQ(c->data->port_id, 2);
	gen = b->data->gen;
	b->data->promiscuous = 1;
	b->data->rx_queue_state[3] = 1;
	b->data->dev_flags = 5;
	b->tx_pkt_burst = fake_tx;
	UT_EQ(rte_eth_dev_release_port(b), 0);
	b = rte_eth_dev_allocate("d");
	UT_EQ(b->data->port_id, 1);
	UT_EQ(b->data->gen, gen + 1);
	/* nothing of the former tenant is left */
	UT_EQ(b->data->promiscuous, 0);
	UT_EQ(b->data->rx_queue_state[3], 0);
	UT_EQ(b->data->dev_flags, 0);
	UT_TRUE(b->tx_pkt_burst == NULL);
	rte_eth_dev_release_port(a);
	rte_eth_dev_release_port(b);
	rte_eth_dev_release_port(c);
}

static void
full_table(void)
{
	static struct rte_eth_dev *devs[RTE_MAX_ETHPORTS];
	char name[32];
	unsigned int i;

	for (i = 0; i < RTE_MAX_ETHPORTS; i++) {
		snprintf(name, sizeof(name), "port%u", i);
		devs[i] = rte_eth_dev_allocate(name);
		UT_NOT_NULL_FATAL(devs[i]);
		UT_EQ(devs[i]->data->port_id, i);
	}
	UT_TRUE(rte_eth_dev_allocate("one more") == NULL);
	UT_EQ(rte_errno, ENOSPC);
	UT_PTR_EQ(rte_eth_dev_allocated("port777"), devs[777]);
	rte_eth_dev_release_port(devs[500]);
	UT_TRUE(rte_eth_dev_allocated("port500") == NULL);
	devs[500] = rte_eth_dev_allocate("one more");
	UT_EQ(devs[500]->data->port_id, 500);
	for (i = 0; i < RTE_MAX_ETHPORTS; i++)
		UT_EQ(rte_eth_dev_release_port(devs[i]), 0);
}

static void
names_of_usable_ports(void)
{
	char name[RTE_ETH_NAME_MAX_LEN + 1];
	uint16_t port = fake_attach("net_fake0"), other = fake_attach("net_fake1"), id;

	UT_TRUE_FATAL(port != NO_PORT && other != NO_PORT);
	memset(name, 'z', sizeof(name));
	UT_EQ(rte_eth_dev_get_name_by_port(port, name), 0);
	UT_STR_EQ(name, "net_fake0");
	UT_EQ(name[RTE_ETH_NAME_MAX_LEN], 'z');
	UT_EQ(rte_eth_dev_get_name_by_port(port, NULL), -EINVAL);
	UT_EQ(rte_eth_dev_get_name_by_port(500, name), -ENODEV);
	UT_EQ(rte_eth_dev_get_name_by_port(65535, name), -ENODEV);
	UT_EQ(rte_eth_dev_get_port_by_name("net_fake1", &id), 0);
	UT_EQ(id, other);
	id = 99;
	UT_EQ(rte_eth_dev_get_port_by_name("net_fake", &id), -ENODEV); /* no prefix match */
	UT_EQ(rte_eth_dev_get_port_by_name("net_fake10", &id), -ENODEV);
	UT_EQ(id, 99);
	UT_EQ(rte_eth_dev_get_port_by_name(NULL, &id), -EINVAL);
	UT_EQ(rte_eth_dev_get_port_by_name("net_fake0", NULL), -EINVAL);
	UT_EQ(fake_detach("net_fake0"), 0);
	UT_EQ(fake_detach("net_fake1"), 0);
	UT_EQ(rte_eth_dev_get_port_by_name("net_fake0", &id), -ENODEV);
}

static void
private_data_driver_data(void)
{
	struct rte_device device = { .name = "dev0", .numa_node = -1 };
	struct rte_eth_dev *dev;

	UT_TRUE(rte_eth_device_allocate(NULL, 8) == NULL);
	dev = rte_eth_device_allocate(&device, 100);
	UT_NOT_NULL_FATAL(dev);
	UT_NOT_NULL(dev->data->dev_private);
	UT_PTR_EQ(dev->device, &device);
	UT_EQ(dev->data->numa_node, -1);
	UT_STR_EQ(dev->data->name, "dev0");
	rte_eth_dev_release_port(dev);
	/* private data that cannot be had leaves no port */
	fault_calls = 0;
	fault_in = 1;
	dev = rte_eth_device_allocate(&device, 100);
	fault_in = 0;
	UT_TRUE(dev == NULL);
	UT_EQ(rte_errno, ENOMEM);
	UT_TRUE(rte_eth_dev_allocated("dev0") == NULL);
}

struct racer {
	pthread_t thread;
	unsigned int nr;
	unsigned int clashes;
};

static uint8_t taken[RTE_MAX_ETHPORTS];

static void *
racer_run(void *arg)
{
	struct racer *r = arg;
	struct rte_eth_dev *devs[16];
	char name[32];
	unsigned int i, round;

	for (round = 0; round < 40; round++) {
		for (i = 0; i < 16; i++) {
			snprintf(name, sizeof(name), "r%u.%u", r->nr, i);
			devs[i] = rte_eth_dev_allocate(name);
			if (devs[i] == NULL || __atomic_exchange_n(&taken[devs[i]->data->port_id], 1, __ATOMIC_RELAXED) != 0)
				r->clashes++;
		}
		for (i = 0; i < 16; i++) {
			if (devs[i] == NULL)
				continue;
			__atomic_store_n(&taken[devs[i]->data->port_id], 0, __ATOMIC_RELAXED);
			rte_eth_dev_release_port(devs[i]);
		}
	}
	return NULL;
}

static void
numbers_are_unique_between_threads(void)
{
	struct racer racers[4];
	unsigned int i;

	for (i = 0; i < 4; i++) {
		racers[i] = (struct racer){ .nr = i };
		pthread_create(&racers[i].thread, NULL, racer_run, &racers[i]);
	}
	for (i = 0; i < 2000; i++)
		UT_TRUE(rte_eth_dev_allocated("nobody") == NULL);
	for (i = 0; i < 4; i++) {
		pthread_join(racers[i].thread, NULL);
		UT_EQ(racers[i].clashes, 0);
	}
	UT_EQ(eth_next_used(0), RTE_MAX_ETHPORTS);
}

static void
table_follows_the_runtime(void)
{
	struct rte_eth_dev *dev = rte_eth_dev_allocate("before");

	rte_eth_dev_release_port(dev);
	fake_teardown();
	UT_EQ(rte_eth_dev_is_valid_port(0), 0);
	UT_EQ(fake_setup(), 0);
	UT_TRUE(rte_eth_dev_allocated("before") == NULL);
	dev = rte_eth_dev_allocate("after");
	UT_NOT_NULL_FATAL(dev);
	UT_EQ(dev->data->port_id, 0);
	rte_eth_dev_release_port(dev);
}

FAKE_MAIN("port",
	  { "look-ups before any port exists find nothing", lookup_before_any_port },
	  { "private data that cannot be had leaves no port", private_data_driver_data },
	  { "names of 0 and 64 characters are refused, 63 work, no name twice", names_are_checked },
	  { "a reserved port is invisible", reserved_is_invisible },
	  { "the lowest free number, a new generation, nothing of the former tenant", lowest_free_number_and_generation },
	  { "all numbers can be used, and are found by name", full_table },
	  { "names of usable ports, whole names only", names_of_usable_ports },
	  { "threads never get the same number", numbers_are_unique_between_threads },
	  { "the table is made anew with a new runtime", table_follows_the_runtime })
