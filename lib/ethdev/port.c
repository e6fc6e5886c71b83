/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The table of ports: one row per number in a memory zone that processes share, with an index by name. It gives out the
 * lowest free number and counts the tenants of each. Rows are touched only when their number is used for the first time.
 */
#include <errno.h>
#include <stddef.h>
#include <string.h>

#include <dev/txn.h>
#include <mem/mem.h>
#include <rte_debug.h>
#include <rte_eal.h>
#include <rte_malloc.h>
#include <rte_memzone.h>
#include <rte_string_fns.h>

#include "private.h"

#define TABLE_ZONE "rte_eth_dev_data"
#define TABLE_WORDS ((RTE_MAX_ETHPORTS + 63) / 64)
#define NAME_BUCKETS 256
#define NAME_END UINT16_MAX

struct eth_table {
	struct mem_lock lock;              /* of everything in here, and of the owner of each row */
	uint64_t used[TABLE_WORDS];        /* numbers in use */
	uint32_t nb_rows;                  /* rows that were used ever: the others hold rubbish */
	uint64_t next_owner;
	uint16_t name_head[NAME_BUCKETS];  /* first number of each bucket */
	uint16_t name_next[RTE_MAX_ETHPORTS];
	uint32_t name_hash[RTE_MAX_ETHPORTS];
	struct rte_eth_dev_data rows[];
};

RTE_LOG_REGISTER(rte_eth_dev_logtype, lib.ethdev, INFO)

struct rte_eth_dev rte_eth_devices[RTE_MAX_ETHPORTS];

/* Operations of a port whose driver has not given any. */
static const struct eth_dev_ops no_ops;

/* Process-local: which numbers are in use here, so that look-ups need not touch the table. Written under local_lock. */
static pthread_mutex_t local_lock = PTHREAD_MUTEX_INITIALIZER;
static struct eth_table *table;
static uint64_t local_used[TABLE_WORDS];
static uint64_t local_reserved[TABLE_WORDS];
static unsigned int local_nb;
static uint64_t local_serial;

/* ---- sets of numbers ---- */

static void
set_put(uint64_t *set, uint32_t id, bool on)
{
	uint64_t bit = UINT64_C(1) << (id % 64);

	if (on)
		__atomic_fetch_or(&set[id / 64], bit, __ATOMIC_ACQ_REL);
	else
		__atomic_fetch_and(&set[id / 64], ~bit, __ATOMIC_ACQ_REL);
}

static uint32_t
set_next(const uint64_t *set, uint32_t id)
{
	uint64_t word;
	uint32_t w;

	if (id >= RTE_MAX_ETHPORTS)
		return RTE_MAX_ETHPORTS;
	w = id / 64;
	word = __atomic_load_n(&set[w], __ATOMIC_ACQUIRE) & (UINT64_MAX << (id % 64));
	while (word == 0) {
		if (++w == TABLE_WORDS)
			return RTE_MAX_ETHPORTS;
		word = __atomic_load_n(&set[w], __ATOMIC_ACQUIRE);
	}
	return w * 64 + (uint32_t)__builtin_ctzll(word);
}

static uint32_t
set_lowest_clear(const uint64_t *set)
{
	uint32_t w;

	for (w = 0; w < TABLE_WORDS; w++)
		if (set[w] != UINT64_MAX)
			return w * 64 + (uint32_t)__builtin_ctzll(~set[w]);
	return RTE_MAX_ETHPORTS;
}

uint32_t
eth_next_used(uint32_t id)
{
	return set_next(local_used, id);
}

uint32_t
eth_next_reserved(uint32_t id)
{
	return set_next(local_reserved, id);
}

void
eth_reserved_clear(uint16_t id)
{
	set_put(local_reserved, id, false);
}

void
eth_show(uint16_t id, bool shown)
{
	__atomic_store_n(&eth_ports[id].shown, shown, __ATOMIC_RELEASE);
}

/* ---- the shared table ---- */

static struct eth_table *
table_make(void)
{
	const struct rte_memzone *mz;
	struct eth_table *t;
	unsigned int id;

	mz = rte_memzone_reserve(TABLE_ZONE, sizeof(*t) + RTE_MAX_ETHPORTS * sizeof(t->rows[0]), SOCKET_ID_ANY, 0);
	if (mz == NULL)
		return NULL;
	t = mz->addr;
	memset(t, 0, offsetof(struct eth_table, rows));
	memset(t->name_head, 0xff, sizeof(t->name_head));
	t->next_owner = RTE_ETH_DEV_NO_OWNER + 1;
	mem_lock_init(&t->lock);
	/* a new runtime: what a number had left on the old heap is gone with that */
	for (id = 0; id < RTE_MAX_ETHPORTS; id++)
		if (eth_ports[id].queues != NULL)
			eth_ports[id].queues->dead = NULL;
	return t;
}

/*
 * Find the table, or make it. While no number is in use here the pointer is not trusted: the runtime may have ended and
 * begun anew since. Under local_lock.
 */
static struct eth_table *
table_open(bool make)
{
	const struct rte_memzone *mz;
	struct eth_table *t = table;

	if (local_nb != 0)
		return t;
	mz = rte_memzone_lookup(TABLE_ZONE);
	if (mz != NULL)
		t = mz->addr;
	else
		t = make && rte_eal_process_type() == RTE_PROC_PRIMARY ? table_make() : NULL;
	__atomic_store_n(&table, t, __ATOMIC_RELEASE);
	return t;
}

static __thread struct eth_table *table_locked;

bool
eth_table_lock(void)
{
	struct eth_table *t;

	pthread_mutex_lock(&local_lock);
	t = table_open(false);
	pthread_mutex_unlock(&local_lock);
	if (t == NULL)
		return false;
	mem_lock_take(&t->lock);
	table_locked = t;
	return true;
}

void
eth_table_unlock(void)
{
	mem_lock_drop(&table_locked->lock);
}

int
eth_owner_draw(uint64_t *id)
{
	struct eth_table *t;

	pthread_mutex_lock(&local_lock);
	t = table_open(true);
	pthread_mutex_unlock(&local_lock);
	if (t == NULL)
		return -ENOMEM;
	mem_lock_take(&t->lock);
	*id = t->next_owner++;
	mem_lock_drop(&t->lock);
	return 0;
}

bool
eth_owner_drawn(uint64_t id)
{
	return id != RTE_ETH_DEV_NO_OWNER && id < table_locked->next_owner;
}

/* ---- names; under the table's lock ---- */

static uint32_t
name_hash(const char *name)
{
	uint32_t h = 2166136261u; /* FNV-1a, 32 bit */

	while (*name != '\0')
		h = (h ^ (uint8_t)*name++) * 16777619u;
	return h;
}

static uint32_t
name_find(const struct eth_table *t, const char *name)
{
	uint32_t h = name_hash(name);
	uint16_t id;

	for (id = t->name_head[h % NAME_BUCKETS]; id != NAME_END; id = t->name_next[id])
		if (t->name_hash[id] == h && strcmp(t->rows[id].name, name) == 0)
			return id;
	return RTE_MAX_ETHPORTS;
}

static void
name_insert(struct eth_table *t, uint16_t id)
{
	uint32_t h = name_hash(t->rows[id].name);

	t->name_hash[id] = h;
	t->name_next[id] = t->name_head[h % NAME_BUCKETS];
	t->name_head[h % NAME_BUCKETS] = id;
}

static void
name_remove(struct eth_table *t, uint16_t id)
{
	uint16_t *at = &t->name_head[t->name_hash[id] % NAME_BUCKETS];

	while (*at != NAME_END && *at != id)
		at = &t->name_next[*at];
	if (*at == id)
		*at = t->name_next[id];
}

void
eth_name_drop(uint16_t id)
{
	struct eth_table *t = table;

	mem_lock_take(&t->lock);
	name_remove(t, id);
	mem_lock_drop(&t->lock);
}

/* ---- taking and freeing numbers ---- */

/* Bind a number of this process to its row. Under local_lock. */
static struct rte_eth_dev *
slot_bind(struct eth_table *t, uint16_t id, bool borrowed)
{
	struct rte_eth_dev *dev = &rte_eth_devices[id];
	struct eth_port *p = &eth_ports[id];

	memset(dev, 0, sizeof(*dev));
	TAILQ_INIT(&dev->link_intr_cbs);
	dev->data = &t->rows[id];
	dev->dev_ops = &no_ops;
	dev->post_rx_burst_cbs = p->queues->rx_cbs;
	dev->pre_tx_burst_cbs = p->queues->tx_cbs;
	eth_device_set(id, NULL);
	p->serial = ++local_serial;
	p->borrowed = borrowed;
	p->in_txn = txn_inside();
	p->live = false;
	p->destroy_due = false;
	__atomic_store_n(&p->destroy_done, false, __ATOMIC_RELAXED);
	p->forget_wanted = false;
	eth_event_port_init(id);
	__atomic_store_n(&p->row, dev->data, __ATOMIC_RELEASE);
	set_put(local_reserved, id, true);
	set_put(local_used, id, true);
	local_nb++;
	return dev;
}

/* A fresh row: only the count of its tenants stays. Under the table's lock. */
static void
row_begin(struct eth_table *t, uint32_t id, const char *name)
{
	struct rte_eth_dev_data *row = &t->rows[id];
	uint32_t gen = id < t->nb_rows ? eth_gen(row) : 0;

	t->used[id / 64] |= UINT64_C(1) << (id % 64);
	if (id >= t->nb_rows)
		t->nb_rows = id + 1;
	memset(row, 0, offsetof(struct rte_eth_dev_data, owner));
	__atomic_store_n(&row->owner.id, RTE_ETH_DEV_NO_OWNER, __ATOMIC_RELAXED);
	memset(row->owner.name, 0, sizeof(row->owner.name));
	__atomic_store_n(&row->gen, gen + 1, __ATOMIC_RELAXED);
	rte_strscpy(row->name, name, sizeof(row->name));
	row->port_id = (uint16_t)id;
	row->backer_port_id = RTE_MAX_ETHPORTS;
	row->mtu = RTE_ETHER_MTU;
	life_init(&row->life, LIFE_PORT);
	RTE_VERIFY(life_move(&row->life, PORT_RESERVED) == 0);
	name_insert(t, (uint16_t)id);
}

/* Under local_lock. */
static struct rte_eth_dev *
slot_take(const char *name)
{
	struct eth_table *t = table_open(true);
	struct rte_eth_dev *dev = NULL;
	uint32_t id;

	if (t == NULL) {
		rte_errno = ENOMEM;
		return NULL;
	}
	mem_lock_take(&t->lock);
	id = set_lowest_clear(t->used);
	if (name_find(t, name) != RTE_MAX_ETHPORTS) {
		rte_errno = EEXIST;
	} else if (id == RTE_MAX_ETHPORTS) {
		rte_errno = ENOSPC;
	} else if (eth_queues_get((uint16_t)id) == NULL) {
		rte_errno = ENOMEM;
	} else {
		row_begin(t, id, name);
		dev = slot_bind(t, (uint16_t)id, false);
	}
	mem_lock_drop(&t->lock);
	return dev;
}

static bool
name_good(const char *name)
{
	size_t n = name != NULL ? strnlen(name, RTE_ETH_NAME_MAX_LEN) : 0;

	return n != 0 && n < RTE_ETH_NAME_MAX_LEN;
}

struct rte_eth_dev *
rte_eth_dev_allocate(const char *name)
{
	struct rte_eth_dev *dev;

	if (!name_good(name)) {
		ETH_LOG(ERR, "port name \"%.64s\" is %s", name != NULL ? name : "",
			name == NULL || *name == '\0' ? "empty" : "too long");
		rte_errno = EINVAL;
		return NULL;
	}
	pthread_mutex_lock(&local_lock);
	dev = slot_take(name);
	pthread_mutex_unlock(&local_lock);
	if (dev == NULL)
		ETH_LOG(ERR, "no port for %s: %s", name, rte_errno == EEXIST ? "the name is in use" :
			rte_errno == ENOSPC ? "all numbers are in use" : "out of memory");
	return dev;
}

struct rte_eth_dev *
rte_eth_device_allocate(struct rte_device *device, size_t private_data_size)
{
	struct rte_eth_dev *dev;

	if (device == NULL) {
		rte_errno = EINVAL;
		return NULL;
	}
	dev = rte_eth_dev_allocate(device->name);
	if (dev == NULL)
		return NULL;
	if (private_data_size != 0) {
		dev->data->dev_private =
			rte_zmalloc_socket(device->name, private_data_size, RTE_CACHE_LINE_SIZE, device->numa_node);
		if (dev->data->dev_private == NULL) {
			ETH_LOG(ERR, "no port for %s: %zu bytes of private data are not to be had", device->name,
				private_data_size);
			rte_eth_dev_release_port(dev);
			rte_errno = ENOMEM;
			return NULL;
		}
	}
	dev->device = device;
	dev->data->numa_node = device->numa_node;
	return dev;
}

/* Number of a name in the shared table, whoever uses it. */
static uint32_t
number_of(const char *name)
{
	uint32_t id;

	if (!name_good(name) || !eth_table_lock())
		return RTE_MAX_ETHPORTS;
	id = name_find(table_locked, name);
	eth_table_unlock();
	return id;
}

struct rte_eth_dev *
rte_eth_dev_allocated(const char *name)
{
	uint32_t id = number_of(name);
	unsigned int state = eth_state(id);

	return state != PORT_FREE && state != PORT_CLOSED ? &rte_eth_devices[id] : NULL;
}

struct rte_eth_dev *
rte_eth_dev_attach_secondary(const char *name)
{
	struct rte_eth_dev *dev = NULL;
	uint32_t id;

	if (!name_good(name)) {
		rte_errno = EINVAL;
		return NULL;
	}
	id = number_of(name);
	pthread_mutex_lock(&local_lock);
	if (id == RTE_MAX_ETHPORTS || eth_row(id) != NULL)
		rte_errno = ENODEV;
	else if (eth_queues_get((uint16_t)id) == NULL)
		rte_errno = ENOMEM;
	else
		dev = slot_bind(table, (uint16_t)id, true);
	pthread_mutex_unlock(&local_lock);
	if (dev == NULL)
		ETH_LOG(ERR, "the primary process has no port %s that this one lacks", name);
	return dev;
}

void
eth_slot_free(uint16_t id)
{
	struct eth_port *p = &eth_ports[id];
	struct rte_eth_dev_data *row = p->row;
	unsigned int state = life_state(&row->life);

	eth_event_port_clear(id);
	pthread_mutex_lock(&local_lock);
	if (!p->borrowed) {
		mem_lock_take(&table->lock);
		name_remove(table, id);
		eth_move(id, PORT_FREE);
		table->used[id / 64] &= ~(UINT64_C(1) << (id % 64));
		mem_lock_drop(&table->lock);
	}
	__atomic_store_n(&p->row, NULL, __ATOMIC_RELEASE);
	eth_device_set(id, NULL);
	rte_eth_devices[id].state = RTE_ETH_DEV_UNUSED;
	rte_eth_devices[id].data = NULL;
	rte_eth_devices[id].device = NULL;
	rte_eth_devices[id].dev_ops = NULL;
	if (state == PORT_RESERVED)
		set_put(local_reserved, id, false);
	set_put(local_used, id, false);
	local_nb--;
	pthread_mutex_unlock(&local_lock);
}

/* ---- names for applications ---- */

int
rte_eth_dev_get_name_by_port(uint16_t port_id, char *name)
{
	struct rte_eth_dev *dev;
	int ret = eth_enter(port_id, &dev, __func__);

	if (ret != 0)
		return ret;
	if (name == NULL)
		ret = eth_bad(__func__, port_id, "no room for the name");
	else
		/* the row's: old drivers put another data object into eth_dev->data */
		rte_strscpy(name, eth_ports[port_id].row->name, RTE_ETH_NAME_MAX_LEN);
	return eth_leave(port_id, ret);
}

int
rte_eth_dev_get_port_by_name(const char *name, uint16_t *port_id)
{
	uint32_t id;

	if (name == NULL || port_id == NULL) {
		ETH_LOG(ERR, "%s: no name, or no room for the port", __func__);
		return -EINVAL;
	}
	id = number_of(name);
	if (!eth_usable(id))
		return -ENODEV;
	*port_id = (uint16_t)id;
	return 0;
}
