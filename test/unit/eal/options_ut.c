/* SPDX-License-Identifier: BSD-3-Clause */
/* The command line: good and bad words, old spellings, contradictions, what is left for the application. */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <eal/options.h>

#include "ut.h"

#define WORDS_MAX 24

/* Parse one line; words are split at blanks. */
static int
parse(struct eal_options *o, const char *line)
{
	static char text[512];
	static char *argv[WORDS_MAX];
	int argc = 0;
	char *p;

	strcpy(text, line);
	for (p = strtok(text, " "); p != NULL && argc < WORDS_MAX - 1; p = strtok(NULL, " "))
		argv[argc++] = p;
	argv[argc] = NULL;
	eal_options_init(o);
	return eal_options_parse(o, argc, argv);
}

static void
good_lines(void)
{
	struct eal_options o;
	struct eal_word *w;

	UT_EQ(parse(&o, "ut -l 0,1 --main-lcore 1 -n 4 -r 2 --no-huge -m 64 -- app --x"), 12);
	UT_STR_EQ(o.lcore.list, "0,1");
	UT_STR_EQ(o.lcore.main_lcore, "1");
	UT_EQ(o.mem.mem_mb, 64);
	UT_EQ(o.mem.nchannel, 4);
	UT_EQ(o.mem.nrank, 2);
	UT_TRUE(o.mem.no_huge);
	eal_options_free(&o);

	UT_EQ(parse(&o, "ut --vdev net_null0,copy=1 --vdev=net_ring0 -d /lib/x.so --file-prefix abc"), 7);
	w = STAILQ_FIRST(&o.devices);
	UT_STR_EQ(w->text, "net_null0,copy=1");
	UT_EQ(w->type, RTE_DEVTYPE_VIRTUAL);
	UT_STR_EQ(STAILQ_NEXT(w, next)->text, "net_ring0");
	UT_STR_EQ(STAILQ_FIRST(&o.plugins)->text, "/lib/x.so");
	UT_STR_EQ(o.file_prefix, "abc");
	eal_options_free(&o);

	UT_EQ(parse(&o, "ut -w 0000:01:00.0 --pci-whitelist 02:00.0 --master-lcore 0 --in-memory --huge-unlink=existing"), 8);
	UT_EQ(STAILQ_FIRST(&o.devices)->type, RTE_DEVTYPE_ALLOWED);
	UT_TRUE(o.mem.in_memory);
	eal_options_free(&o);

	UT_EQ(parse(&o, "ut --socket-mem 64,0,128 --base-virtaddr 0x100000001 --iova-mode va --proc-type PRIMARY"), 8);
	UT_EQ(o.mem.socket_mb[0], 64);
	UT_EQ(o.mem.socket_mb[2], 128);
	UT_EQ(o.mem.base_virtaddr, 0x101000000);
	UT_EQ(o.mem.iova_mode, RTE_IOVA_VA);
	eal_options_free(&o);

	UT_EQ(parse(&o,
		"ut --force-max-simd-bitwidth 128 --vfio-intr=msix "
			"--vfio-vf-token 01234567-89ab-cdef-0123-456789abcdef --trace .* "), 7);
	UT_EQ(o.simd_bitwidth, 128);
	UT_EQ(o.vfio_intr, RTE_INTR_MODE_MSIX);
	UT_EQ(o.vfio_vf_token[0], 0x01);
	eal_options_free(&o);

	UT_EQ(parse(&o, "ut --help"), -ECANCELED);
	eal_options_free(&o);
}

static void
bad_lines(void)
{
	static const char *const bad[] = {
		"ut --nonsense", "ut -Z", "ut -l", "ut -m 0", "ut -m 12x", "ut -m -1", "ut -n 0", "ut -r 17", "ut -r 0",
		"ut --socket-mem 1,,2", "ut --socket-mem a", "ut --socket-mem 1,", "ut --base-virtaddr 0xzz", "ut --iova-mode xx",
		"ut --proc-type third", "ut --proc-type secondary", "ut --file-prefix a%b", "ut --file-prefix a/b",
			"ut --syslog nobody",
		"ut --huge-unlink=sometimes", "ut -c 1 -l 0", "ut -l 0 --lcores 0", "ut -a 01:00.0 -b 02:00.0",
			"ut -m 64 --socket-mem 64",
		"ut --no-huge --socket-mem 64", "ut --no-huge --in-memory", "ut --legacy-mem --in-memory",
			"ut --no-huge --huge-dir /x",
		"ut --vdev= ", "ut --huge-dir= ", "ut --force-max-simd-bitwidth 65", "ut --force-max-simd-bitwidth 32",
			"ut --vfio-intr x",
		"ut --vfio-vf-token 0123", "ut --xen-dom0",
	};
	struct eal_options o;
	unsigned int i;

	for (i = 0; i < RTE_DIM(bad); i++) {
		int ret = parse(&o, bad[i]);

		if (ret != -EINVAL) {
			fprintf(stderr, "accepted: %s\n", bad[i]);
			UT_EQ(ret, -EINVAL);
		}
		eal_options_free(&o);
	}
}

static void
the_callers_getopt_goes_on(void)
{
	struct eal_options o;

	optind = 7;
	opterr = 1;
	UT_EQ(parse(&o, "ut --no-huge"), 1);
	UT_EQ(optind, 7);
	UT_EQ(opterr, 1);
	eal_options_free(&o);
}

UT_MAIN("options", { "good lines are understood, old spellings too", good_lines }, { "bad and contradictory lines are refused",
	bad_lines },
	{ "the caller's getopt state is kept", the_callers_getopt_goes_on })
