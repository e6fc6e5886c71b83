/* SPDX-License-Identifier: BSD-3-Clause */
/* What the user asked for, on the command line and by `set` and `port config`. */
#ifndef SETTINGS_H
#define SETTINGS_H

#include <stdbool.h>
#include <stdint.h>

#include <rte_ethdev.h>

#define BURST_DEFAULT 32
#define BURST_MAX 512
#define SEGMENTS_MAX 8
#define TXONLY_LENGTH 64
#define LCORES_MAX RTE_MAX_LCORE

/** How forwarding ports are put together. */
enum topology { TOPOLOGY_PAIRED, TOPOLOGY_CHAINED, TOPOLOGY_LOOP };

/** Read by forwarding threads while they run: only through SETTING_GET and SETTING_SET. */
struct live_settings {
	uint16_t burst;         /**< packets per burst */
	uint16_t verbose;       /**< 0: silent; more: say what is received and sent */
	uint32_t retry_delay;   /**< between attempts to send again, microseconds */
	uint32_t retries;       /**< attempts to send again */
	bool retry;             /**< send again what was not taken */
};

#define SETTING_GET(name) __atomic_load_n(&settings.live.name, __ATOMIC_RELAXED)
#define SETTING_SET(name, value) __atomic_store_n(&settings.live.name, value, __ATOMIC_RELAXED)

/** Guarded by the control lock, but for live. */
struct settings {
	bool interactive, auto_start, tx_first, hot_plug;
	bool flush_rx;          /**< drop what waits in the receive queues before forwarding starts */
	bool link_check;        /**< after a start wait for the links */
	bool lsc_interrupt, rmv_interrupt;
	bool setup_on_event;    /**< attached ports are found by their event, else by iterating */
	bool numa, mlock, rss, hide_zero;
	enum topology topology;
	unsigned int stats_period; /**< seconds, 0: none */
	char cmdline_file[4096];
	const char *mode_name;  /**< forwarding mode from the command line, NULL: none */

	uint16_t nb_rxq, nb_txq, nb_rxd, nb_txd; /**< for all ports; descriptors 0: the driver's choice */
	uint32_t max_pkt_len;   /**< bytes with header, 0: the driver's MTU */
	uint64_t rx_offloads, tx_offloads;
	struct rte_eth_thresh rx_thresh, tx_thresh; /**< 0: the driver's choice */
	uint16_t rx_free_thresh, tx_free_thresh, tx_rs_thresh; /**< 0: the driver's choice */

	uint32_t total_mbufs;   /**< 0: as many as are needed */
	uint16_t mbuf_size;     /**< data room, bytes */
	uint16_t mbuf_cache;

	unsigned int nb_procs, proc_id;
	uint32_t event_mask;    /**< bit per enum rte_eth_event_type: print it */

	unsigned int nb_cores;  /**< forwarding cores that are used */
	unsigned int nb_cfg_cores; /**< forwarding cores that could be used */
	unsigned int cores[LCORES_MAX];
	uint16_t segments[SEGMENTS_MAX]; /**< bytes of each segment of a generated packet */
	uint8_t nb_segments;
	struct live_settings live;
};

extern struct settings settings;

/** Give every setting its value from before any option. */
void settings_default(void);
/** Choose the forwarding cores: all workers. After rte_eal_init(). */
void settings_cores_default(void);
/** Take the listed lcores as forwarding cores. 0; -EINVAL (said why). */
int settings_cores_set(const unsigned int *cores, unsigned int n);
/** Take the lcores of a bit mask. 0; -EINVAL (said why). */
int settings_coremask_set(uint64_t mask);
/** Use @p n of the forwarding cores. 0; -EINVAL (said why). */
int settings_nbcore_set(unsigned int n);
/** Set the length of generated packets by segments, "64,32". 0; -EINVAL (said why). */
int settings_txpkts_set(const char *text);
/** Packets per burst. 0; -EINVAL (said why). */
int settings_burst_set(uint64_t n);

/**
 * Read a list "a,b-c,d" of numbers up to @p max into @p list, in the order given.
 *
 * @return how many; -EINVAL (said why): not such a list, a number twice, more than @p room. @p what names it in the message.
 */
int list_read(const char *text, const char *what, unsigned int max, unsigned int *list, unsigned int room);

#endif
