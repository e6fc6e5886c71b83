/* SPDX-License-Identifier: BSD-3-Clause */
/* Dynamic fields and flags: who has which bytes and bits of the mbuf. The table is shared by all processes. */
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <rte_common.h>
#include <rte_eal.h>
#include <rte_eal_memconfig.h>
#include <rte_errno.h>
#include <rte_log.h>
#include <rte_memzone.h>
#include <rte_tailq.h>

#include "rte_mbuf.h"
#include "rte_mbuf_dyn.h"

#define DYN_ZONE "rte_mbuf_dyn"

/* Where fields may be; each takes a byte at least and each flag a bit, so these are also their numbers. */
#define FIELD_FIRST offsetof(struct rte_mbuf, dynfield1)
#define FIELD_BYTES sizeof(((struct rte_mbuf *)0)->dynfield1)
#define FLAG_FIRST 23U
#define FLAG_LAST 40U
#define FLAG_BITS (FLAG_LAST - FLAG_FIRST + 1)

/* Bytes up to this offset hold members of old releases, which programs written for them use without asking: the last to
 * be given out. */
#define OLD_MEMBERS_END (offsetof(struct rte_mbuf, timestamp) + sizeof(uint64_t))

struct dyn_field {
	struct rte_mbuf_dynfield params;
	size_t offset;
};

struct dyn_flag {
	struct rte_mbuf_dynflag params;
	unsigned int bit;
};

struct dyn_table {
	unsigned int nb_fields;
	unsigned int nb_flags;
	uint64_t free_flags;
	uint8_t taken[sizeof(struct rte_mbuf)];
	struct dyn_field fields[FIELD_BYTES];
	struct dyn_flag flags[FLAG_BITS];
};

/*
 * The table, NULL with rte_errno if there is none. To be called with the list lock held; with create set, the first caller of
 * any process makes it.
 */
static struct dyn_table *
table_get(bool create)
{
	const struct rte_memzone *mz;
	struct dyn_table *table;

	RTE_BUILD_BUG_ON((1ULL << FLAG_FIRST) != RTE_MBUF_F_FIRST_FREE || (1ULL << FLAG_LAST) != RTE_MBUF_F_LAST_FREE);
	mz = rte_memzone_lookup(DYN_ZONE);
	if (mz != NULL)
		return mz->addr;
	if (!create) {
		rte_errno = ENOENT;
		return NULL;
	}
	mz = rte_memzone_reserve_aligned(DYN_ZONE, sizeof(*table), SOCKET_ID_ANY, 0, RTE_CACHE_LINE_SIZE);
	if (mz == NULL)
		return NULL;
	table = mz->addr;
	memset(table, 0, sizeof(*table));
	memset(table->taken, 1, sizeof(table->taken));
	memset(table->taken + FIELD_FIRST, 0, FIELD_BYTES);
	table->free_flags = ((RTE_MBUF_F_LAST_FREE << 1) - 1) & ~(RTE_MBUF_F_FIRST_FREE - 1);
	return table;
}

static struct dyn_field *
field_find(struct dyn_table *table, const char *name)
{
	for (unsigned int i = 0; i < table->nb_fields; i++) {
		if (strncmp(table->fields[i].params.name, name, RTE_MBUF_DYN_NAMESIZE) == 0)
			return &table->fields[i];
	}
	return NULL;
}

static struct dyn_flag *
flag_find(struct dyn_table *table, const char *name)
{
	for (unsigned int i = 0; i < table->nb_flags; i++) {
		if (strncmp(table->flags[i].params.name, name, RTE_MBUF_DYN_NAMESIZE) == 0)
			return &table->flags[i];
	}
	return NULL;
}

static bool
bytes_free(const struct dyn_table *table, size_t offset, size_t size)
{
	if (offset >= sizeof(table->taken) || size > sizeof(table->taken) - offset)
		return false;
	for (size_t i = offset; i < offset + size; i++) {
		if (table->taken[i])
			return false;
	}
	return true;
}

/* Largest alignment that a free field at offset could have: what is lost if a smaller one is put there. */
static size_t
zone_align(const struct dyn_table *table, size_t offset)
{
	size_t align;

	for (align = 1; align < 16; align *= 2) {
		size_t start = RTE_ALIGN_FLOOR(offset, align * 2);

		if (!bytes_free(table, start, align * 2))
			break;
	}
	return align;
}

/* Best place for a field: away from members of old releases, then where the least alignment is lost. SIZE_MAX: none. */
static size_t
place_find(const struct dyn_table *table, size_t size, size_t align)
{
	size_t best = SIZE_MAX, best_cost = SIZE_MAX;

	for (size_t offset = RTE_ALIGN_CEIL((size_t)FIELD_FIRST, align); offset < sizeof(struct rte_mbuf); offset += align) {
		size_t cost;

		if (!bytes_free(table, offset, size))
			continue;
		cost = zone_align(table, offset) + (offset < OLD_MEMBERS_END ? sizeof(struct rte_mbuf) : 0);
		if (cost < best_cost) {
			best = offset;
			best_cost = cost;
		}
	}
	return best;
}

/* Choose a place and enter the field. Its offset or -errno. */
static int
field_add(struct dyn_table *table, const struct rte_mbuf_dynfield *params, size_t req)
{
	struct dyn_field *field = field_find(table, params->name);
	size_t offset;

	if (field != NULL) {
		if (field->params.size != params->size || field->params.align != params->align ||
		    field->params.flags != params->flags || (req != SIZE_MAX && req != field->offset))
			return -EEXIST;
		return field->offset;
	}
	if (req == SIZE_MAX) {
		offset = place_find(table, params->size, params->align);
		if (offset == SIZE_MAX)
			return -ENOENT;
	} else {
		if (req % params->align != 0)
			return -EINVAL;
		if (!bytes_free(table, req, params->size))
			return -EBUSY;
		offset = req;
	}
	memset(table->taken + offset, 1, params->size);
	field = &table->fields[table->nb_fields++];
	field->params = *params;
	field->offset = offset;
	return offset;
}

/* Choose a bit and enter the flag. The bit or -errno. */
static int
flag_add(struct dyn_table *table, const struct rte_mbuf_dynflag *params, unsigned int req)
{
	struct dyn_flag *flag = flag_find(table, params->name);
	unsigned int bit = req;

	if (flag != NULL) {
		if (flag->params.flags != params->flags || (req != UINT_MAX && req != flag->bit))
			return -EEXIST;
		return flag->bit;
	}
	if (req == UINT_MAX) {
		if (table->free_flags == 0)
			return -ENOENT;
		bit = rte_bsf64(table->free_flags);
	} else if ((table->free_flags & (1ULL << req)) == 0) {
		return -EBUSY;
	}
	table->free_flags &= ~(1ULL << bit);
	flag = &table->flags[table->nb_flags++];
	flag->params = *params;
	flag->bit = bit;
	return bit;
}

/* Set rte_errno and say what could not be registered. */
static int
register_fail(const char *kind, const char *name, int err)
{
	RTE_LOG(ERR, MBUF, "cannot register dynamic %s %.*s: %s\n", kind, RTE_MBUF_DYN_NAMESIZE, name,
		err == ENOENT ? "no room in the mbuf" : rte_strerror(err));
	rte_errno = err;
	return -1;
}

int
rte_mbuf_dynfield_register_offset(const struct rte_mbuf_dynfield *params, size_t req)
{
	struct dyn_table *table;
	int ret;

	if (strnlen(params->name, RTE_MBUF_DYN_NAMESIZE) == RTE_MBUF_DYN_NAMESIZE)
		return register_fail("field", params->name, ENAMETOOLONG);
	if (params->size == 0 || params->size >= sizeof(struct rte_mbuf) || params->align == 0 ||
	    params->align >= sizeof(struct rte_mbuf) || !rte_is_power_of_2(params->align) || params->flags != 0)
		return register_fail("field", params->name, EINVAL);

	rte_mcfg_tailq_write_lock();
	table = table_get(true);
	ret = table == NULL ? -rte_errno : field_add(table, params, req);
	rte_mcfg_tailq_write_unlock();
	return ret < 0 ? register_fail("field", params->name, -ret) : ret;
}

int
rte_mbuf_dynfield_register(const struct rte_mbuf_dynfield *params)
{
	return rte_mbuf_dynfield_register_offset(params, SIZE_MAX);
}

int
rte_mbuf_dynfield_lookup(const char *name, struct rte_mbuf_dynfield *params)
{
	const struct dyn_field *field;
	struct dyn_table *table;
	int ret = -1;

	rte_mcfg_tailq_read_lock();
	table = table_get(false);
	field = table == NULL ? NULL : field_find(table, name);
	if (field != NULL) {
		ret = field->offset;
		if (params != NULL)
			*params = field->params;
	}
	rte_mcfg_tailq_read_unlock();
	if (ret < 0)
		rte_errno = ENOENT;
	return ret;
}

int
rte_mbuf_dynflag_register_bitnum(const struct rte_mbuf_dynflag *params, unsigned int req)
{
	struct dyn_table *table;
	int ret;

	if (strnlen(params->name, RTE_MBUF_DYN_NAMESIZE) == RTE_MBUF_DYN_NAMESIZE)
		return register_fail("flag", params->name, ENAMETOOLONG);
	if ((req >= CHAR_BIT * sizeof(uint64_t) && req != UINT_MAX) || params->flags != 0)
		return register_fail("flag", params->name, EINVAL);

	rte_mcfg_tailq_write_lock();
	table = table_get(true);
	ret = table == NULL ? -rte_errno : flag_add(table, params, req);
	rte_mcfg_tailq_write_unlock();
	return ret < 0 ? register_fail("flag", params->name, -ret) : ret;
}

int
rte_mbuf_dynflag_register(const struct rte_mbuf_dynflag *params)
{
	return rte_mbuf_dynflag_register_bitnum(params, UINT_MAX);
}

int
rte_mbuf_dynflag_lookup(const char *name, struct rte_mbuf_dynflag *params)
{
	const struct dyn_flag *flag;
	struct dyn_table *table;
	int ret = -1;

	rte_mcfg_tailq_read_lock();
	table = table_get(false);
	flag = table == NULL ? NULL : flag_find(table, name);
	if (flag != NULL) {
		ret = flag->bit;
		if (params != NULL)
			*params = flag->params;
	}
	rte_mcfg_tailq_read_unlock();
	if (ret < 0)
		rte_errno = ENOENT;
	return ret;
}

static void
table_dump(FILE *out, const struct dyn_table *table)
{
	fprintf(out, "Reserved fields:\n");
	for (unsigned int i = 0; i < table->nb_fields; i++)
		fprintf(out, "  name=%s offset=%zu size=%zu align=%zu flags=%x\n", table->fields[i].params.name,
			table->fields[i].offset, table->fields[i].params.size, table->fields[i].params.align,
			table->fields[i].params.flags);
	fprintf(out, "Reserved flags:\n");
	for (unsigned int i = 0; i < table->nb_flags; i++)
		fprintf(out, "  name=%s bitnum=%u flags=%x\n", table->flags[i].params.name, table->flags[i].bit,
			table->flags[i].params.flags);
	fprintf(out, "Free space in mbuf (0 = occupied, value = free zone alignment):\n");
	for (size_t i = 0; i < sizeof(table->taken); i++) {
		if (i % 8 == 0)
			fprintf(out, "  %4.4zx:", i);
		fprintf(out, " %2.2zx%s", table->taken[i] ? 0 : zone_align(table, i), i % 8 == 7 ? "\n" : "");
	}
	fprintf(out, "Free bit in mbuf->ol_flags (0 = occupied, 1 = free):\n");
	for (unsigned int i = 0; i < CHAR_BIT * sizeof(uint64_t); i++) {
		if (i % 8 == 0)
			fprintf(out, "  %4.4x:", i);
		fprintf(out, " %d%s", table->free_flags >> i & 1 ? 1 : 0, i % 8 == 7 ? "\n" : "");
	}
}

void
rte_mbuf_dyn_dump(FILE *out)
{
	struct dyn_table *table;

	rte_mcfg_tailq_read_lock();
	table = table_get(true);
	if (table != NULL)
		table_dump(out, table);
	rte_mcfg_tailq_read_unlock();
}

/* Register the time stamp field and one of its flags. */
static int
timestamp_register(int *field_offset, uint64_t *flag, const char *flag_name)
{
	static const struct rte_mbuf_dynfield field = {
		.name = RTE_MBUF_DYNFIELD_TIMESTAMP_NAME,
		.size = sizeof(rte_mbuf_timestamp_t),
		.align = __alignof__(rte_mbuf_timestamp_t),
	};
	struct rte_mbuf_dynflag params = {.flags = 0};
	int offset, bit;

	snprintf(params.name, sizeof(params.name), "%s", flag_name);
	offset = rte_mbuf_dynfield_register(&field);
	if (offset < 0)
		return -1;
	bit = rte_mbuf_dynflag_register(&params);
	if (bit < 0)
		return -1;
	if (field_offset != NULL)
		*field_offset = offset;
	if (flag != NULL)
		*flag = 1ULL << bit;
	return 0;
}

int
rte_mbuf_dyn_rx_timestamp_register(int *field_offset, uint64_t *rx_flag)
{
	return timestamp_register(field_offset, rx_flag, RTE_MBUF_DYNFLAG_RX_TIMESTAMP_NAME);
}

int
rte_mbuf_dyn_tx_timestamp_register(int *field_offset, uint64_t *tx_flag)
{
	return timestamp_register(field_offset, tx_flag, RTE_MBUF_DYNFLAG_TX_TIMESTAMP_NAME);
}
