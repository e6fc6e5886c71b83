/* SPDX-License-Identifier: BSD-3-Clause */
/* What the command line said, as texts and numbers; nothing is started by parsing. */
#ifndef EAL_OPTIONS_H
#define EAL_OPTIONS_H

#include <stdbool.h>
#include <sys/queue.h>

#include <lcore/lcore.h>
#include <mem/mem.h>
#include <rte_devargs.h>
#include <rte_eal.h>
#include <rte_uuid.h>

/** A word that may be given several times: a device or a plug-in. */
struct eal_word {
	STAILQ_ENTRY(eal_word) next;
	enum rte_devtype type; /**< of a device */
	char *text;
};

STAILQ_HEAD(eal_words, eal_word);

struct eal_options {
	struct lcore_params lcore;
	struct mem_params mem;
	struct eal_words devices; /**< -a, -b, --vdev in order */
	struct eal_words plugins; /**< -d */
	enum rte_proc_type_t proc_type;
	const char *file_prefix;
	const char *mbuf_ops;
	int syslog_facility;      /**< -1: none */
	int simd_bitwidth;        /**< --force-max-simd-bitwidth, -1: not given */
	enum rte_intr_mode vfio_intr; /**< --vfio-intr */
	rte_uuid_t vfio_vf_token; /**< --vfio-vf-token, all zero: none */
	bool no_pci;
	bool show_version;
};

/** Set the defaults. */
void eal_options_init(struct eal_options *o);
/**
 * Parse argv up to "--" or its end. Texts point into argv.
 *
 * @return index of the last word that is ours; -EINVAL after one line that names the word; -ECANCELED: the usage was asked
 *   for; -EALREADY: the levels of --log-level=help were printed
 */
int eal_options_parse(struct eal_options *o, int argc, char **argv);
/** Free the lists; half-built is fine. */
void eal_options_free(struct eal_options *o);
/** Print the usage to standard output. */
void eal_usage(const char *program);

#endif
