/* SPDX-License-Identifier: BSD-3-Clause */
/* The parts of the loop room, started and stopped by loop.c in this order. */
#ifndef LOOP_PRIV_H
#define LOOP_PRIV_H

#include <stddef.h>
#include <stdint.h>

#include <rte_interrupts.h>

/** Start or stop rte-work. work_stop() drops what is pending. */
int work_start(void);
void work_stop(void);

/** Make the timer descriptor and watch it; drop all alarms and close it. */
int alarm_start(void);
void alarm_stop(void);

/** Drop every interrupt callback; the loop does not run any more. */
void intr_stop(void);

/** Close the calling thread's own epoll descriptor. */
void epoll_stop(void);

/** The members of a handle; see the accessors in rte_interrupts.h. */
struct rte_intr_handle {
	int fd;
	int dev_fd;
	enum rte_intr_handle_type type;
	uint32_t alloc_flags;
	uint32_t max_intr;
	uint32_t nb_efd;
	uint8_t efd_counter_size;
	uint16_t nb_intr;               /**< entries of efds and elist */
	int *efds;
	struct rte_epoll_event *elist;
	uint16_t vec_list_size;
	int *intr_vec;
};

/** Bytes that a ready descriptor of this kind holds for reading; 0: it is not ours to read. */
size_t intr_read_size(enum rte_intr_handle_type type);

#endif
