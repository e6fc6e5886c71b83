/* SPDX-License-Identifier: BSD-3-Clause */
/* Commands that show, clear and dump. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <rte_devargs.h>
#include <rte_log.h>
#include <rte_malloc.h>
#include <rte_mbuf.h>
#include <rte_memory.h>
#include <rte_mempool.h>
#include <rte_memzone.h>
#include <rte_ring.h>

#include "commands.h"
#include "fwd.h"
#include "ports.h"
#include "show.h"

static void
show_port_run(const struct words *words)
{
	static const struct {
		const char *word;
		void (*show)(uint32_t wanted);
		void (*clear)(uint32_t wanted);
	} pages[] = {
		{ "info", show_port_info, NULL },
		{ "summary", show_port_summary, NULL },
		{ "stats", show_port_stats, clear_port_stats },
		{ "xstats", show_port_xstats, clear_port_xstats },
	};
	unsigned int i;

	for (i = 0; i < RTE_DIM(pages); i++) {
		if (strcmp(words->w[2], pages[i].word) != 0)
			continue;
		if (words->w[0][0] == 's')
			pages[i].show(words->n[0]);
		else if (pages[i].clear != NULL)
			pages[i].clear(words->n[0]);
		else
			printf("Nothing to clear in port %s; \"clear port stats\" and \"clear port xstats\" set counters to 0\n",
			       words->w[2]);
	}
}

static void
show_device_run(const struct words *words)
{
	show_device_info(words->w[3]);
}

static void
show_fwd_stats_run(const struct words *words)
{
	if (words->w[0][0] == 's')
		fwd_stats_show();
	else
		fwd_stats_clear();
}

static void
show_config_run(const struct words *words)
{
	static const struct {
		const char *word;
		void (*show)(void);
	} pages[] = {
		{ "rxtx", fwd_rxtx_show },
		{ "cores", show_config_cores },
		{ "fwd", fwd_config_show },
		{ "txpkts", show_config_txpkts },
	};
	unsigned int i;

	for (i = 0; i < RTE_DIM(pages); i++)
		if (strcmp(words->w[2], pages[i].word) == 0)
			pages[i].show();
}

static void
show_queue_run(const struct words *words)
{
	if (words->w[1][0] == 'r')
		show_rxq_info((uint16_t)words->n[0], (uint16_t)words->n[1]);
	else
		show_txq_info((uint16_t)words->n[0], (uint16_t)words->n[1]);
}

static void
sizes_dump(FILE *f)
{
	fprintf(f, "sizeof(struct rte_mbuf) = %zu\n", sizeof(struct rte_mbuf));
	fprintf(f, "sizeof(struct rte_mempool) = %zu\n", sizeof(struct rte_mempool));
	fprintf(f, "sizeof(struct rte_ring) = %zu\n", sizeof(struct rte_ring));
}

static void
sockets_dump(FILE *f)
{
	rte_malloc_dump_stats(f, NULL);
}

static void
dump_run(const struct words *words)
{
	static const struct {
		const char *word;
		void (*dump)(FILE *f);
	} dumps[] = {
		{ "dump_physmem", rte_dump_physmem_layout },
		{ "dump_memzone", rte_memzone_dump },
		{ "dump_socket_mem", sockets_dump },
		{ "dump_struct_sizes", sizes_dump },
		{ "dump_ring", rte_ring_list_dump },
		{ "dump_mempool", rte_mempool_list_dump },
		{ "dump_devargs", rte_devargs_dump },
		{ "dump_log_types", rte_log_dump },
	};
	unsigned int i;

	for (i = 0; i < RTE_DIM(dumps); i++)
		if (strcmp(words->w[0], dumps[i].word) == 0)
			dumps[i].dump(stdout);
}

static void
dump_one_run(const struct words *words)
{
	if (strcmp(words->w[0], "dump_ring") == 0) {
		struct rte_ring *ring = rte_ring_lookup(words->w[1]);

		if (ring != NULL)
			rte_ring_dump(stdout, ring);
		else
			printf("Cannot find ring %s. \"dump_ring\" lists them.\n", words->w[1]);
	} else {
		struct rte_mempool *pool = rte_mempool_lookup(words->w[1]);

		if (pool != NULL)
			rte_mempool_dump(stdout, pool);
		else
			printf("Cannot find mempool %s. \"dump_mempool\" lists them.\n", words->w[1]);
	}
}

COMMAND(show_port, show_port_run,
	"show|clear port info|summary|stats|xstats PORT|all: what a port is and has counted; set its counters to 0",
	WORD(0, "show#clear"), WORD(1, "port"), WORD(2, "info#summary#stats#xstats"), PORT_OR_ALL(0));
COMMAND(show_device, show_device_run, "show device info NAME|all: what a device is", WORD(0, "show"), WORD(1, "device"),
	WORD(2, "info"), WORD(3, NULL));
COMMAND(show_fwd_stats, show_fwd_stats_run, "show|clear fwd stats all: what was forwarded since the last start or clear",
	WORD(0, "show#clear"), WORD(1, "fwd"), WORD(2, "stats"), WORD(3, "all"));
COMMAND(show_config, show_config_run,
	"show config rxtx|cores|fwd|txpkts: queues; forwarding cores; who forwards to whom; generated packets", WORD(0, "show"),
	WORD(1, "config"), WORD(2, "rxtx#cores#fwd#txpkts"));
COMMAND(show_queue, show_queue_run, "show rxq|txq info PORT QUEUE: how a queue is set up", WORD(0, "show"), WORD(1, "rxq#txq"),
	WORD(2, "info"), NUMBER16(0), NUMBER16(1));
COMMAND(dump, dump_run,
	"dump_physmem|dump_memzone|dump_socket_mem|dump_struct_sizes|dump_ring|dump_mempool|dump_devargs|dump_log_types: "
	"internals",
	WORD(0, "dump_physmem#dump_memzone#dump_socket_mem#dump_struct_sizes#dump_ring#dump_mempool#"
		"dump_devargs#dump_log_types"));
COMMAND(dump_one, dump_one_run, "dump_ring|dump_mempool NAME: internals of one", WORD(0, "dump_ring#dump_mempool"),
	WORD(1, NULL));

static cmdline_parse_inst_t *const commands[] = {
	&show_port, &show_device, &show_fwd_stats, &show_config, &show_queue, &dump, &dump_one, NULL,
};

const struct command_section display_section = { "display", "Displaying port, stats and config information.", commands };
