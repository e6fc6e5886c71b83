/* SPDX-License-Identifier: BSD-3-Clause */
/* The devices that the fault and soak tests attach, and the few calls they all need. */
#ifndef TEST_SUBJECT_H
#define TEST_SUBJECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <rte_dev.h>
#include <rte_mempool.h>

struct subject {
	const char *name;    /**< device name */
	const char *devargs; /**< what is attached */
	bool needs_root;
};

extern const struct subject subjects[];
extern const size_t nb_subjects;
extern struct rte_mempool *subject_pool;

/** Start the EAL without huge pages and devices, in a network namespace and a directory of its own; makes subject_pool of
 *  @p mbufs. Ends the program when that fails. The directory is removed by subject_stop(). */
void subject_start(char **argv, unsigned int lcores, unsigned int mbufs);
void subject_stop(void);

/** Why this subject cannot be tried here, or NULL. */
const char *subject_missing(const struct subject *s);

/** The device called @p name when it is probed, else NULL. */
struct rte_device *subject_device(const char *name);
/** Number of the first port of the device, or -1. */
int subject_port(const char *name);
/** Configure one queue each way and start. 0 or -errno. */
int subject_run(uint16_t port);

/** A few whole lives, quickly: the first ones leave what stays for good, such as stacks that the C library keeps for threads. */
void subject_warm_up(const struct subject *s);

/** One result line, counted by the runner. Returns @p good. */
bool subject_result(bool good, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/** 1 when a result was bad, else 0. */
int subject_status(void);
/** Only subjects whose name contains the environment variable SUBJECT, when it is set. */
bool subject_wanted(const struct subject *s);

#endif
