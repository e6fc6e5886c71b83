/* SPDX-License-Identifier: BSD-3-Clause */
/* The options of the command line: one table, old and new spellings, and the checks between them. */
#include <ctype.h>
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>

#include <base/base.h>
#include <rte_memory.h>

#include "eal_log.h"
#include "options.h"

struct eal_option {
	const char *name; /* NULL: a letter only */
	int letter;       /* 0: none */
	int has_arg;
	int (*apply)(struct eal_options *o, const struct eal_option *self, const char *arg);
	size_t offset; /* of the member that a plain option sets */
	const char *help; /* NULL: an old spelling, not shown */
};

static int
bad_value(const struct eal_option *self, const char *arg, const char *why)
{
	if (self->name != NULL)
		EAL_LOG(ERR, "option --%s: \"%s\" %s", self->name, arg, why);
	else
		EAL_LOG(ERR, "option -%c: \"%s\" %s", self->letter, arg, why);
	return -EINVAL;
}

static void *
member(struct eal_options *o, const struct eal_option *self)
{
	return (char *)o + self->offset;
}

static int
set_flag(struct eal_options *o, const struct eal_option *self, const char *arg)
{
	RTE_SET_USED(arg);
	*(bool *)member(o, self) = true;
	return 0;
}

static int
set_text(struct eal_options *o, const struct eal_option *self, const char *arg)
{
	if (arg[0] == '\0')
		return bad_value(self, arg, "is empty");
	*(const char **)member(o, self) = arg;
	return 0;
}

/* Options whose subject does not exist in this runtime, or that only gave hints. */
static int
set_nothing(struct eal_options *o, const struct eal_option *self, const char *arg)
{
	RTE_SET_USED(o);
	RTE_SET_USED(self);
	RTE_SET_USED(arg);
	return 0;
}

static int
number_read(const char *text, int base, uint64_t max, uint64_t *out)
{
	char *end;
	uint64_t v;

	if (!isxdigit((unsigned char)text[0]))
		return -EINVAL;
	errno = 0;
	v = strtoull(text, &end, base);
	if (errno != 0 || *end != '\0' || v > max)
		return -EINVAL;
	*out = v;
	return 0;
}

static int
set_mem_mb(struct eal_options *o, const struct eal_option *self, const char *arg)
{
	if (number_read(arg, 10, RTE_MAX_MEM_MB, &o->mem.mem_mb) != 0 || o->mem.mem_mb == 0)
		return bad_value(self, arg, "is no number of megabytes");
	return 0;
}

static int
set_channels(struct eal_options *o, const struct eal_option *self, const char *arg)
{
	uint64_t v;

	if (number_read(arg, 10, 1024, &v) != 0 || v == 0)
		return bad_value(self, arg, "is no number of memory channels");
	o->mem.nchannel = (unsigned int)v;
	return 0;
}

static int
set_ranks(struct eal_options *o, const struct eal_option *self, const char *arg)
{
	uint64_t v;

	if (number_read(arg, 10, 16, &v) != 0 || v == 0)
		return bad_value(self, arg, "is no number of ranks from 1 to 16");
	o->mem.nrank = (unsigned int)v;
	return 0;
}

static int
set_nodes(struct eal_options *o, const struct eal_option *self, const char *arg)
{
	uint64_t *mb = member(o, self);
	const char *p = arg;
	unsigned int node;
	size_t len;
	char word[24];

	for (node = 0;; node++) {
		len = strcspn(p, ",");
		if (node >= RTE_MAX_NUMA_NODES || len == 0 || len >= sizeof(word))
			return bad_value(self, arg, "is no list of megabytes per NUMA node");
		memcpy(word, p, len);
		word[len] = '\0';
		if (number_read(word, 10, RTE_MAX_MEM_MB, &mb[node]) != 0)
			return bad_value(self, arg, "is no list of megabytes per NUMA node");
		if (p[len] == '\0')
			break;
		p += len + 1;
	}
	if (mb == o->mem.socket_mb)
		o->mem.socket_mb_given = true;
	return 0;
}

static int
set_base_virtaddr(struct eal_options *o, const struct eal_option *self, const char *arg)
{
	if (number_read(arg, 16, UINT64_MAX - (16 << 20), &o->mem.base_virtaddr) != 0)
		return bad_value(self, arg, "is no hexadecimal address");
	o->mem.base_virtaddr = RTE_ALIGN(o->mem.base_virtaddr, (uint64_t)16 << 20);
	return 0;
}

static int
set_huge_unlink(struct eal_options *o, const struct eal_option *self, const char *arg)
{
	if (arg == NULL || strcmp(arg, "always") == 0)
		o->mem.unlink = MEM_UNLINK_ALWAYS;
	else if (strcmp(arg, "existing") == 0)
		o->mem.unlink = MEM_UNLINK_EXISTING;
	else if (strcmp(arg, "never") == 0)
		o->mem.unlink = MEM_UNLINK_NEVER;
	else
		return bad_value(self, arg, "is none of existing, always, never");
	return 0;
}

static int
set_iova_mode(struct eal_options *o, const struct eal_option *self, const char *arg)
{
	if (strcmp(arg, "pa") == 0)
		o->mem.iova_mode = RTE_IOVA_PA;
	else if (strcmp(arg, "va") == 0)
		o->mem.iova_mode = RTE_IOVA_VA;
	else
		return bad_value(self, arg, "is neither pa nor va");
	return 0;
}

static int
set_proc_type(struct eal_options *o, const struct eal_option *self, const char *arg)
{
	if (strcasecmp(arg, "primary") == 0 || strcasecmp(arg, "auto") == 0)
		o->proc_type = RTE_PROC_PRIMARY;
	else if (strcasecmp(arg, "secondary") == 0)
		return bad_value(self, arg, "is not possible: this release runs primary processes only");
	else
		return bad_value(self, arg, "is an invalid process type");
	return 0;
}

static int
set_prefix(struct eal_options *o, const struct eal_option *self, const char *arg)
{
	if (arg[0] == '\0' || strpbrk(arg, "%/") != NULL || strlen(arg) > 64)
		return bad_value(self, arg, "cannot be part of a file name");
	o->file_prefix = arg;
	return 0;
}

static int
set_simd(struct eal_options *o, const struct eal_option *self, const char *arg)
{
	uint64_t v;

	if (number_read(arg, 10, 32768, &v) != 0 || (v != 0 && (v < 64 || !rte_is_power_of_2((uint32_t)v))))
		return bad_value(self, arg, "is neither 0 nor a power of two from 64 to 32768");
	o->simd_bitwidth = (int)v;
	return 0;
}

static int
set_vfio_intr(struct eal_options *o, const struct eal_option *self, const char *arg)
{
	if (strcmp(arg, "legacy") == 0)
		o->vfio_intr = RTE_INTR_MODE_LEGACY;
	else if (strcmp(arg, "msi") == 0)
		o->vfio_intr = RTE_INTR_MODE_MSI;
	else if (strcmp(arg, "msix") == 0)
		o->vfio_intr = RTE_INTR_MODE_MSIX;
	else
		return bad_value(self, arg, "is none of legacy, msi, msix");
	return 0;
}

static int
set_vf_token(struct eal_options *o, const struct eal_option *self, const char *arg)
{
	return rte_uuid_parse(arg, o->vfio_vf_token) == 0 ? 0 : bad_value(self, arg, "is no UUID");
}

static int
set_no_xen(struct eal_options *o, const struct eal_option *self, const char *arg)
{
	RTE_SET_USED(o);
	RTE_SET_USED(self);
	RTE_SET_USED(arg);
	EAL_LOG(ERR, "option --xen-dom0: Xen is not supported");
	return -EINVAL;
}

static int
set_log_level(struct eal_options *o, const struct eal_option *self, const char *arg)
{
	RTE_SET_USED(o);
	RTE_SET_USED(self);
	if (strcmp(arg, "help") == 0) {
		log_level_help(stdout);
		return -EALREADY;
	}
	(void)log_level_option(arg); /* an unknown level is reported and has no effect */
	return 0;
}

static int
set_syslog(struct eal_options *o, const struct eal_option *self, const char *arg)
{
	static const struct {
		const char *name;
		int value;
	} facility[] = {
		{ "auth", LOG_AUTH }, { "cron", LOG_CRON }, { "daemon", LOG_DAEMON }, { "ftp", LOG_FTP }, { "kern", LOG_KERN },
		{ "lpr", LOG_LPR }, { "mail", LOG_MAIL }, { "news", LOG_NEWS }, { "syslog", LOG_SYSLOG }, { "user", LOG_USER },
		{ "uucp", LOG_UUCP }, { "local0", LOG_LOCAL0 }, { "local1", LOG_LOCAL1 }, { "local2", LOG_LOCAL2 },
		{ "local3", LOG_LOCAL3 }, { "local4", LOG_LOCAL4 }, { "local5", LOG_LOCAL5 }, { "local6", LOG_LOCAL6 },
		{ "local7", LOG_LOCAL7 },
	};
	size_t i;

	for (i = 0; i < RTE_DIM(facility); i++) {
		if (strcmp(facility[i].name, arg) == 0) {
			o->syslog_facility = facility[i].value;
			return 0;
		}
	}
	return bad_value(self, arg, "is no syslog facility");
}

static int
word_add(struct eal_words *list, enum rte_devtype type, const char *arg)
{
	struct eal_word *w = calloc(1, sizeof(*w));

	if (w == NULL || (w->text = strdup(arg)) == NULL) {
		free(w);
		return -ENOMEM;
	}
	w->type = type;
	STAILQ_INSERT_TAIL(list, w, next);
	return 0;
}

static int
add_plugin(struct eal_options *o, const struct eal_option *self, const char *arg)
{
	return arg[0] == '\0' ? bad_value(self, arg, "is no path") : word_add(&o->plugins, RTE_DEVTYPE_ALLOWED, arg);
}

static int
add_vdev(struct eal_options *o, const struct eal_option *self, const char *arg)
{
	return arg[0] == '\0' ? bad_value(self, arg, "is no device") : word_add(&o->devices, RTE_DEVTYPE_VIRTUAL, arg);
}

static int
add_allowed(struct eal_options *o, const struct eal_option *self, const char *arg)
{
	return arg[0] == '\0' ? bad_value(self, arg, "is no device") : word_add(&o->devices, RTE_DEVTYPE_ALLOWED, arg);
}

static int
add_blocked(struct eal_options *o, const struct eal_option *self, const char *arg)
{
	return arg[0] == '\0' ? bad_value(self, arg, "is no device") : word_add(&o->devices, RTE_DEVTYPE_BLOCKED, arg);
}

static int
set_mbuf_ops(struct eal_options *o, const struct eal_option *self, const char *arg)
{
	if (arg[0] == '\0' || strlen(arg) > 31)
		return bad_value(self, arg, "is no name of mempool operations");
	o->mbuf_ops = arg;
	return 0;
}

#define NO no_argument
#define ONE required_argument
#define MAY optional_argument
#define AT(m) offsetof(struct eal_options, m)

static const struct eal_option options[] = {
	{ "coremask", 'c', ONE, set_text, AT(lcore.mask), "MASK    lcores as a hexadecimal mask" },
	{ NULL, 'l', ONE, set_text, AT(lcore.list), "LIST    lcores as a list: 0,2-3" },
	{ "lcores", 0, ONE, set_text, AT(lcore.map), "MAP     lcores with their CPUs: 0@1,(2-3)@(4,5)" },
	{ "main-lcore", 0, ONE, set_text, AT(lcore.main_lcore), "ID      lcore of the calling thread" },
	{ "master-lcore", 0, ONE, set_text, AT(lcore.main_lcore), NULL },
	{ NULL, 's', ONE, set_text, AT(lcore.service_mask), "MASK    lcores for services" },
	{ NULL, 'S', ONE, set_text, AT(lcore.service_list), "LIST    lcores for services" },
	{ "allow", 'a', ONE, add_allowed, 0, "DEVICE  probe only the devices allowed" },
	{ "pci-whitelist", 'w', ONE, add_allowed, 0, NULL },
	{ "block", 'b', ONE, add_blocked, 0, "DEVICE  do not probe this device" },
	{ "pci-blacklist", 0, ONE, add_blocked, 0, NULL },
	{ "vdev", 0, ONE, add_vdev, 0, "NAME[,KEY=VALUE...]  create a virtual device" },
	{ NULL, 'd', ONE, add_plugin, 0, "PATH    load a driver, or all drivers of a directory" },
	{ "no-pci", 0, NO, set_flag, AT(no_pci), "        leave the PCI bus alone" },
	{ NULL, 'm', ONE, set_mem_mb, 0, "MB      memory to reserve at start" },
	{ "socket-mem", 0, ONE, set_nodes, AT(mem.socket_mb), "MB,...  memory to reserve per NUMA node" },
	{ "numa-mem", 0, ONE, set_nodes, AT(mem.socket_mb), NULL },
	{ "socket-limit", 0, ONE, set_nodes, AT(mem.socket_limit_mb), "MB,...  most memory per NUMA node" },
	{ "numa-limit", 0, ONE, set_nodes, AT(mem.socket_limit_mb), NULL },
	{ "no-huge", 0, NO, set_flag, AT(mem.no_huge), "        plain pages only" },
	{ "huge-dir", 0, ONE, set_text, AT(mem.huge_dir), "DIR     use this hugetlbfs mount only" },
	{ "huge-unlink", 0, MAY, set_huge_unlink, 0, "[=existing|always|never]  when to unlink hugepage files" },
	{ "in-memory", 0, NO, set_flag, AT(mem.in_memory), "        no files at all" },
	{ "no-shconf", 0, NO, set_flag, AT(mem.no_shconf), "        no runtime files" },
	{ "legacy-mem", 0, NO, set_flag, AT(mem.legacy_mem), "        reserve everything at start" },
	{ "single-file-segments", 0, NO, set_flag, AT(mem.single_file_segments), "  few files for many pages" },
	{ "match-allocations", 0, NO, set_flag, AT(mem.match_allocations), "  free pages as they were taken" },
	{ "base-virtaddr", 0, ONE, set_base_virtaddr, 0, "HEX     where memory is mapped" },
	{ "iova-mode", 0, ONE, set_iova_mode, 0, "pa|va   addresses that devices use" },
	{ "file-prefix", 0, ONE, set_prefix, 0, "PREFIX  name of this group of processes" },
	{ "proc-type", 0, ONE, set_proc_type, 0, "primary|auto  role of the process" },
	{ "mbuf-pool-ops-name", 0, ONE, set_mbuf_ops, 0, "NAME    mempool operations of mbuf pools" },
	{ "log-level", 0, ONE, set_log_level, 0, "LEVEL or TYPE:LEVEL  how much is logged" },
	{ "syslog", 0, ONE, set_syslog, 0, "FACILITY  log to syslog too" },
	{ NULL, 'v', NO, set_flag, AT(show_version), "        print the version" },
	{ NULL, 'n', ONE, set_channels, 0, "N       memory channels" },
	{ NULL, 'r', ONE, set_ranks, 0, "N       memory ranks" },
	{ "force-max-simd-bitwidth", 0, ONE, set_simd, 0, "N  widest vectors to use: 0 (no limit), 64, 128, ..." },
	{ "vfio-intr", 0, ONE, set_vfio_intr, 0, "legacy|msi|msix  interrupts of VFIO devices" },
	{ "vfio-vf-token", 0, ONE, set_vf_token, 0, "UUID  token that VFIO asks for" },
	{ "xen-dom0", 0, NO, set_no_xen, 0, NULL },
	{ "create-uio-dev", 0, NO, set_nothing, 0, NULL },
	{ "no-hpet", 0, NO, set_nothing, 0, NULL },
	{ "vmware-tsc-map", 0, NO, set_nothing, 0, NULL },
	{ "telemetry", 0, NO, set_nothing, 0, NULL },
	{ "no-telemetry", 0, NO, set_nothing, 0, NULL },
	{ "trace", 0, ONE, set_nothing, 0, NULL },
	{ "trace-dir", 0, ONE, set_nothing, 0, NULL },
	{ "trace-bufsz", 0, ONE, set_nothing, 0, NULL },
	{ "trace-mode", 0, ONE, set_nothing, 0, NULL },
	{ "help", 'h', NO, NULL, 0, "        this text" },
};

void
eal_usage(const char *program)
{
	size_t i;

	printf("\nUsage: %s [options] [-- application options]\n\nEAL options:\n", program);
	for (i = 0; i < RTE_DIM(options); i++) {
		if (options[i].help == NULL)
			continue;
		if (options[i].name == NULL)
			printf("  -%c %s\n", options[i].letter, options[i].help);
		else if (options[i].letter != 0)
			printf("  -%c, --%s %s\n", options[i].letter, options[i].name, options[i].help);
		else
			printf("      --%s %s\n", options[i].name, options[i].help);
	}
	printf("\n");
}

void
eal_options_init(struct eal_options *o)
{
	memset(o, 0, sizeof(*o));
	STAILQ_INIT(&o->devices);
	STAILQ_INIT(&o->plugins);
	o->file_prefix = "rte";
	o->proc_type = RTE_PROC_PRIMARY;
	o->syslog_facility = -1;
	o->simd_bitwidth = -1;
	o->mem.iova_mode = RTE_IOVA_DC;
}

static void
words_free(struct eal_words *list)
{
	struct eal_word *w;

	while ((w = STAILQ_FIRST(list)) != NULL) {
		STAILQ_REMOVE_HEAD(list, next);
		free(w->text);
		free(w);
	}
}

void
eal_options_free(struct eal_options *o)
{
	words_free(&o->devices);
	words_free(&o->plugins);
}

static int
contradiction(const char *a, const char *b)
{
	EAL_LOG(ERR, "options %s and %s exclude each other", a, b);
	return -EINVAL;
}

static int
options_check(struct eal_options *o)
{
	struct eal_word *w;
	bool allow = false, block = false;
	unsigned int lcore_ways = (o->lcore.mask != NULL) + (o->lcore.list != NULL) + (o->lcore.map != NULL);

	STAILQ_FOREACH(w, &o->devices, next) {
		allow |= w->type == RTE_DEVTYPE_ALLOWED;
		block |= w->type == RTE_DEVTYPE_BLOCKED;
	}
	if (allow && block)
		return contradiction("-a", "-b");
	if (lcore_ways > 1)
		return contradiction(o->lcore.mask != NULL ? "-c" : "-l", o->lcore.map != NULL ? "--lcores" : "-l");
	if (o->mem.mem_mb != 0 && o->mem.socket_mb_given)
		return contradiction("-m", "--socket-mem");
	if (o->mem.no_huge && o->mem.socket_mb_given)
		return contradiction("--no-huge", "--socket-mem");
	if (o->mem.no_huge && o->mem.in_memory)
		return contradiction("--no-huge", "--in-memory");
	if (o->mem.legacy_mem && o->mem.in_memory)
		return contradiction("--legacy-mem", "--in-memory");
	if (o->mem.no_huge && o->mem.huge_dir != NULL)
		return contradiction("--no-huge", "--huge-dir");
	return 0;
}

static const struct eal_option *
option_by_letter(int letter)
{
	size_t i;

	for (i = 0; i < RTE_DIM(options); i++)
		if (options[i].letter == letter)
			return &options[i];
	return NULL;
}

#define LONG_BASE 256 /* above every letter: what getopt returns for row 0 given by its name */

static void
getopt_tables(char *letters, struct option *longs)
{
	size_t i;
	char *p = letters;

	*p++ = ':'; /* a missing value is told from an unknown option */
	for (i = 0; i < RTE_DIM(options); i++) {
		if (options[i].letter != 0) {
			*p++ = (char)options[i].letter;
			if (options[i].has_arg == ONE)
				*p++ = ':';
		}
		if (options[i].name == NULL)
			continue;
		longs->name = options[i].name;
		longs->has_arg = options[i].has_arg;
		longs->flag = NULL;
		longs->val = LONG_BASE + (int)i;
		longs++;
	}
	*p = '\0';
	memset(longs, 0, sizeof(*longs));
}

static int
option_unknown(int c, char **argv)
{
	const char *word = argv[optind - 1];

	if (c == ':')
		EAL_LOG(ERR, "option %s lacks its value", word);
	else if (optopt != 0 && (word[0] != '-' || word[1] != '-'))
		EAL_LOG(ERR, "unknown option -%c", optopt);
	else
		EAL_LOG(ERR, "unknown or ambiguous option %s (see --help)", word);
	return -EINVAL;
}

static int
options_walk(struct eal_options *o, int argc, char **argv)
{
	char letters[2 * RTE_DIM(options) + 2];
	struct option longs[RTE_DIM(options) + 1];
	const struct eal_option *self;
	int c, ret = 0;

	getopt_tables(letters, longs);
	while (ret == 0 && (c = getopt_long(argc, argv, letters, longs, NULL)) != -1) {
		if (c == '?' || c == ':')
			return option_unknown(c, argv);
		self = c >= LONG_BASE ? &options[c - LONG_BASE] : option_by_letter(c);
		if (self->apply == NULL)
			return -ECANCELED;
		ret = self->apply(o, self, optarg);
	}
	return ret;
}

int
eal_options_parse(struct eal_options *o, int argc, char **argv)
{
	int old_optind = optind, old_optopt = optopt, old_opterr = opterr, ret, used;
	char *old_optarg = optarg;

	optind = 0; /* the C library then scans afresh */
	opterr = 0;
	ret = options_walk(o, argc, argv);
	used = optind;
	optind = old_optind;
	optopt = old_optopt;
	opterr = old_opterr;
	optarg = old_optarg;
	if (ret == 0)
		ret = options_check(o);
	return ret == 0 ? used - 1 : ret;
}
