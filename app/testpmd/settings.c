/* SPDX-License-Identifier: BSD-3-Clause */
/* The settings: defaults and the checks that options and commands share. */
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rte_lcore.h>
#include <rte_mbuf.h>

#include "fwd.h"
#include "settings.h"

struct settings settings;

void
settings_default(void)
{
	settings = (struct settings) {
		.flush_rx = true,
		.link_check = true,
		.lsc_interrupt = true,
		.rmv_interrupt = true,
		.setup_on_event = true,
		.numa = true,
		.rss = true,
		.nb_rxq = 1,
		.nb_txq = 1,
		.mbuf_size = RTE_MBUF_DEFAULT_BUF_SIZE,
		.mbuf_cache = 250,
		.nb_procs = 1,
		.nb_segments = 1,
		.segments = { TXONLY_LENGTH },
		.event_mask = UINT32_C(1) << RTE_ETH_EVENT_UNKNOWN | UINT32_C(1) << RTE_ETH_EVENT_INTR_LSC |
			      UINT32_C(1) << RTE_ETH_EVENT_QUEUE_STATE | UINT32_C(1) << RTE_ETH_EVENT_INTR_RESET |
			      UINT32_C(1) << RTE_ETH_EVENT_INTR_RMV,
		.live = { .burst = BURST_DEFAULT, .retry_delay = 1, .retries = 64 },
	};
}

void
settings_cores_default(void)
{
	unsigned int lcore;

	settings.nb_cfg_cores = 0;
	RTE_LCORE_FOREACH_WORKER(lcore)
		settings.cores[settings.nb_cfg_cores++] = lcore;
	settings.nb_cores = settings.nb_cfg_cores > 0 ? 1 : 0;
}

int
settings_cores_set(const unsigned int *cores, unsigned int n)
{
	unsigned int i;

	for (i = 0; i < n; i++) {
		if (!rte_lcore_is_enabled(cores[i])) {
			printf("lcore %u not enabled. Name only lcores that were given to the EAL with -l.\n", cores[i]);
			return -EINVAL;
		}
		if (cores[i] == rte_get_main_lcore()) {
			printf("lcore %u cannot be masked on for running packet forwarding, "
			       "which is the main lcore and reserved for command line parsing only\n", cores[i]);
			return -EINVAL;
		}
	}
	memcpy(settings.cores, cores, n * sizeof(cores[0]));
	if (settings.nb_cfg_cores > 0 && settings.nb_cfg_cores != n && n > 0)
		printf("previous number of forwarding cores %u - changed to number of configured cores %u\n",
			settings.nb_cores, n);
	settings.nb_cfg_cores = n;
	settings.nb_cores = n;
	return 0;
}

int
settings_coremask_set(uint64_t mask)
{
	unsigned int cores[64], n = 0, bit;

	if (mask == 0) {
		printf("Invalid NULL mask of cores\n");
		return -EINVAL;
	}
	for (bit = 0; bit < 64; bit++)
		if (mask & UINT64_C(1) << bit)
			cores[n++] = bit;
	return settings_cores_set(cores, n);
}

int
settings_nbcore_set(unsigned int n)
{
	if (n > settings.nb_cfg_cores) {
		printf("nb fwd cores %u > %u (max. number of configured lcores) - ignored\n", n, settings.nb_cfg_cores);
		return -EINVAL;
	}
	if (n == 0) {
		printf("nb fwd cores 0: at least one is needed - ignored\n");
		return -EINVAL;
	}
	settings.nb_cores = n;
	printf("Number of forwarding cores set to %u\n", n);
	return 0;
}

int
settings_burst_set(uint64_t n)
{
	if (n < 1 || n > BURST_MAX) {
		printf("nb pkt per burst: %" PRIu64 " > %d (maximum packet per burst) or 0 - ignored\n", n, BURST_MAX);
		return -EINVAL;
	}
	SETTING_SET(burst, (uint16_t)n);
	return 0;
}

int
settings_txpkts_set(const char *text)
{
	uint16_t segments[SEGMENTS_MAX];
	unsigned long total = 0;
	uint8_t n = 0;

	for (;;) {
		char *end;
		unsigned long len = strtoul(text, &end, 10);

		if (end == text || !isdigit((unsigned char)*text) || (*end != ',' && *end != '\0') || n == SEGMENTS_MAX) {
			printf("Invalid segment lengths: give up to %d numbers, as 64,128\n", SEGMENTS_MAX);
			return -EINVAL;
		}
		if (len == 0 || len > (unsigned long)settings.mbuf_size - RTE_PKTMBUF_HEADROOM) {
			printf("Invalid segment length %lu: must be 1 to %d (--mbuf-size less the headroom)\n", len,
			       settings.mbuf_size - RTE_PKTMBUF_HEADROOM);
			return -EINVAL;
		}
		total += len;
		segments[n++] = (uint16_t)len;
		if (*end == '\0')
			break;
		text = end + 1;
	}
	if (segments[0] < fwd_txonly_headers() || total > UINT16_MAX) {
		printf("Invalid packet length %lu: the first segment holds the headers, %u bytes; all together at most %u\n",
			total,
		       fwd_txonly_headers(), UINT16_MAX);
		return -EINVAL;
	}
	memcpy(settings.segments, segments, sizeof(segments));
	settings.nb_segments = n;
	return 0;
}

static int
list_wrong(const char *what, const char *text, const char *why)
{
	printf("Invalid list of %s \"%s\": %s\n", what, text, why);
	return -EINVAL;
}

int
list_read(const char *text, const char *what, unsigned int max, unsigned int *list, unsigned int room)
{
	const char *p = text;
	unsigned int n = 0, i;

	for (;;) {
		unsigned long first, last;
		char *end;

		if (!isdigit((unsigned char)*p))
			return list_wrong(what, text, "character is not a decimal digit");
		first = last = strtoul(p, &end, 10);
		if (*end == '-') {
			if (!isdigit((unsigned char)end[1]))
				return list_wrong(what, text, "a range needs its end, as 2-4");
			last = strtoul(end + 1, &end, 10);
		}
		if (last < first || last > max)
			return list_wrong(what, text, last < first ? "a range backwards" : "number too large");
		for (; first <= last; first++) {
			for (i = 0; i < n; i++)
				if (list[i] == first)
					return list_wrong(what, text, "a number twice");
			if (n == room)
				return list_wrong(what, text, "too many numbers");
			list[n++] = (unsigned int)first;
		}
		if (*end == '\0')
			return (int)n;
		if (*end != ',')
			return list_wrong(what, text, "character is not a decimal digit");
		p = end + 1;
	}
}
