/* SPDX-License-Identifier: BSD-3-Clause */
/* The af_packet driver's arguments, and the kernel's rules for rings in words. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "../common/net_args.h"
#include "af_packet.h"

#define FRAMESZ_DEFAULT 2048
#define FRAMECNT_DEFAULT 512

static const char *
iface_take(const char *value, void *where)
{
	struct afp_options *opt = where;

	if (strlen(value) >= sizeof(opt->iface))
		return "an interface name of at most 15 characters";
	strcpy(opt->iface, value);
	return NULL;
}

static const char *
number_take(const char *value, uint64_t max, const char *wanted, uint32_t *out)
{
	uint64_t n;

	if (net_args_number(value, 1, max, &n) != 0)
		return wanted;
	*out = (uint32_t)n;
	return NULL;
}

static const char *
qpairs_take(const char *value, void *where)
{
	return number_take(value, AFP_PAIRS_MAX, "a number from 1 to 256", &((struct afp_options *)where)->qpairs);
}

static const char *
blocksz_take(const char *value, void *where)
{
	return number_take(value, INT32_MAX, "a number of bytes above 0", &((struct afp_options *)where)->blocksz);
}

static const char *
framesz_take(const char *value, void *where)
{
	return number_take(value, INT32_MAX, "a number of bytes above 0", &((struct afp_options *)where)->framesz);
}

static const char *
framecnt_take(const char *value, void *where)
{
	return number_take(value, INT32_MAX, "a number of frames above 0", &((struct afp_options *)where)->framecnt);
}

static const char *
qdisc_bypass_take(const char *value, void *where)
{
	return net_args_bool(value, &((struct afp_options *)where)->qdisc_bypass);
}

static const char *
fanout_mode_take(const char *value, void *where)
{
	/* a full ring hands over to the next one, also in the modes that know nothing of rings */
	static const struct {
		const char *name;
		uint16_t mode;
	} modes[] = {
		{"hash", PACKET_FANOUT_HASH | PACKET_FANOUT_FLAG_ROLLOVER},
		{"lb", PACKET_FANOUT_LB | PACKET_FANOUT_FLAG_ROLLOVER},
		{"cpu", PACKET_FANOUT_CPU | PACKET_FANOUT_FLAG_ROLLOVER},
		{"rollover", PACKET_FANOUT_ROLLOVER},
		{"rnd", PACKET_FANOUT_RND | PACKET_FANOUT_FLAG_ROLLOVER},
		{"qm", PACKET_FANOUT_QM | PACKET_FANOUT_FLAG_ROLLOVER},
	};
	unsigned int i;

	for (i = 0; i < RTE_DIM(modes); i++) {
		if (strcmp(value, modes[i].name) == 0) {
			((struct afp_options *)where)->fanout = modes[i].mode;
			return NULL;
		}
	}
	return "hash, lb, cpu, rollover, rnd or qm";
}

/** The kernel says only EINVAL to all of these. */
static int
geometry_check(const struct afp_options *o, char *why)
{
	uint32_t page = (uint32_t)sysconf(_SC_PAGESIZE), per_block;

	if (o->blocksz % page != 0)
		return snprintf(why, NET_ARGS_WHY_MAX, "blocksz=%u: must be a multiple of the page size, %u", o->blocksz, page);
	if (o->framesz % TPACKET_ALIGNMENT != 0)
		return snprintf(why, NET_ARGS_WHY_MAX, "framesz=%u: must be a multiple of %d", o->framesz, TPACKET_ALIGNMENT);
	if (o->framesz < AFP_FRAME_MIN)
		return snprintf(why, NET_ARGS_WHY_MAX, "framesz=%u: must be at least %d", o->framesz, AFP_FRAME_MIN);
	if (o->framesz > o->blocksz)
		return snprintf(why, NET_ARGS_WHY_MAX, "framesz=%u: must not be larger than blocksz, %u", o->framesz, o->blocksz);
	per_block = o->blocksz / o->framesz;
	if (o->framecnt % per_block != 0)
		return snprintf(why, NET_ARGS_WHY_MAX, "framecnt=%u: must be a multiple of the %u frames of a block",
			o->framecnt, per_block);
	if ((uint64_t)o->framecnt / per_block * o->blocksz > INT32_MAX)
		return snprintf(why, NET_ARGS_WHY_MAX, "framecnt=%u: the ring would be larger than 2 GB", o->framecnt);
	return 0;
}

int
afp_options_read(const char *args, struct afp_options *opt, char *why)
{
	static const struct net_arg table[] = {
		{"iface", false, iface_take},
		{"qpairs", false, qpairs_take},
		{"blocksz", false, blocksz_take},
		{"framesz", false, framesz_take},
		{"framecnt", false, framecnt_take},
		{"qdisc_bypass", false, qdisc_bypass_take},
		{"fanout_mode", false, fanout_mode_take},
	};
	int ret;

	*opt = (struct afp_options){
		.qpairs = 1,
		.blocksz = (uint32_t)sysconf(_SC_PAGESIZE),
		.framesz = FRAMESZ_DEFAULT,
		.framecnt = FRAMECNT_DEFAULT,
		.qdisc_bypass = true,
		.fanout = PACKET_FANOUT_HASH | PACKET_FANOUT_FLAG_ROLLOVER,
	};
	ret = net_args_read(args, table, RTE_DIM(table), opt, why);
	if (ret != 0)
		return ret;
	if (opt->iface[0] == '\0') {
		snprintf(why, NET_ARGS_WHY_MAX, "iface: must be given");
		return -EINVAL;
	}
	return geometry_check(opt, why) == 0 ? 0 : -EINVAL;
}
