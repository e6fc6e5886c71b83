/* SPDX-License-Identifier: BSD-3-Clause */
/* The pages of `show`. The control lock is held. */
#ifndef SHOW_H
#define SHOW_H

#include <stdint.h>

/** Pages about one port, or all (PORT_ALL). */
void show_port_info(uint32_t wanted);
void show_port_summary(uint32_t wanted);
void show_port_stats(uint32_t wanted);
void show_port_xstats(uint32_t wanted);
void clear_port_stats(uint32_t wanted);
void clear_port_xstats(uint32_t wanted);
/** Page about a device by name, "all" for every device. */
void show_device_info(const char *id);
void show_rxq_info(uint16_t port, uint16_t queue);
void show_txq_info(uint16_t port, uint16_t queue);
void show_config_cores(void);
void show_config_txpkts(void);

#endif
