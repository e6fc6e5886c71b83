/* SPDX-License-Identifier: BSD-3-Clause */
/* The pcap driver's arguments: which file or interface stands behind which queue. */
#include <errno.h>
#include <net/if.h>
#include <stdio.h>
#include <string.h>

#include <rte_malloc.h>

#include "../common/net_args.h"
#include "pcapeth.h"

/** What was written, before it is resolved. */
struct words {
	struct word_list {
		char *text[RTE_KVARGS_MAX];
		enum pcapeth_kind kind[RTE_KVARGS_MAX];
		unsigned int n;
	} rx_pcap, rx_iface, tx_pcap, tx_iface, iface;
	struct pcapeth_options *opt;
};

static const char *
word_take(struct word_list *list, enum pcapeth_kind kind, const char *value)
{
	if (kind == PCAPETH_FILE && strlen(value) >= PATH_MAX)
		return "a path of at most 4095 characters";
	if (kind != PCAPETH_FILE && strlen(value) >= IFNAMSIZ)
		return "an interface name of at most 15 characters";
	list->text[list->n] = strdup(value);
	if (list->text[list->n] == NULL)
		return "shorter: there is no memory for it";
	list->kind[list->n++] = kind;
	return NULL;
}

static void
word_list_free(struct word_list *list)
{
	while (list->n > 0)
		free(list->text[--list->n]);
}

static void
words_free(struct words *w)
{
	word_list_free(&w->rx_pcap);
	word_list_free(&w->rx_iface);
	word_list_free(&w->tx_pcap);
	word_list_free(&w->tx_iface);
	word_list_free(&w->iface);
}

static const char *
rx_pcap_take(const char *value, void *where)
{
	return word_take(&((struct words *)where)->rx_pcap, PCAPETH_FILE, value);
}

static const char *
tx_pcap_take(const char *value, void *where)
{
	return word_take(&((struct words *)where)->tx_pcap, PCAPETH_FILE, value);
}

static const char *
rx_iface_take(const char *value, void *where)
{
	return word_take(&((struct words *)where)->rx_iface, PCAPETH_IFACE, value);
}

static const char *
rx_iface_in_take(const char *value, void *where)
{
	return word_take(&((struct words *)where)->rx_iface, PCAPETH_IFACE_IN, value);
}

static const char *
tx_iface_take(const char *value, void *where)
{
	return word_take(&((struct words *)where)->tx_iface, PCAPETH_IFACE, value);
}

static const char *
iface_take(const char *value, void *where)
{
	return word_take(&((struct words *)where)->iface, PCAPETH_IFACE, value);
}

static const char *
phy_mac_take(const char *value, void *where)
{
	return net_args_bool(value, &((struct words *)where)->opt->phy_mac);
}

static const char *
infinite_rx_take(const char *value, void *where)
{
	return net_args_bool(value, &((struct words *)where)->opt->infinite);
}

static const char *
eof_take(const char *value, void *where)
{
	return net_args_bool(value, &((struct words *)where)->opt->eof);
}

static const char *
snaplen_take(const char *value, void *where)
{
	uint64_t n;

	if (net_args_number(value, PCAPETH_SNAPLEN_MIN, PCAPETH_RECORD_MAX, &n) != 0)
		return "a number of bytes from 14 to 262144";
	((struct words *)where)->opt->snaplen = (uint32_t)n;
	return NULL;
}

static const struct net_arg pcap_args[] = {
	{"rx_pcap", true, rx_pcap_take},
	{"tx_pcap", true, tx_pcap_take},
	{"rx_iface", true, rx_iface_take},
	{"rx_iface_in", true, rx_iface_in_take},
	{"tx_iface", true, tx_iface_take},
	{"iface", false, iface_take},
	{"phy_mac", false, phy_mac_take},
	{"infinite_rx", false, infinite_rx_take},
	{"snaplen", false, snaplen_take},
	{"eof", false, eof_take},
};

void
pcapeth_options_free(struct pcapeth_options *opt)
{
	unsigned int i;

	for (i = 0; i < opt->nb_rx; i++)
		rte_free(opt->rx[i].name);
	for (i = 0; i < opt->nb_tx; i++)
		rte_free(opt->tx[i].name);
	opt->nb_rx = opt->nb_tx = 0;
}

static int
queue_add(struct pcapeth_name *queues, uint16_t *n, enum pcapeth_kind kind, const char *name)
{
	struct pcapeth_name *q = &queues[*n];

	q->name = rte_zmalloc("pcap_name", strlen(name) + 1, 0);
	if (q->name == NULL)
		return -ENOMEM;
	strcpy(q->name, name);
	q->kind = kind;
	(*n)++;
	return 0;
}

static int
queues_add(struct pcapeth_name *queues, uint16_t *n, const struct word_list *words)
{
	unsigned int i;
	int ret = 0;

	for (i = 0; i < words->n && ret == 0; i++)
		ret = queue_add(queues, n, words->kind[i], words->text[i]);
	return ret;
}

/** A direction that was not given gets as many queues as the other one, without anything behind them. */
static int
queues_pad(struct pcapeth_name *queues, uint16_t *n, uint16_t other)
{
	int ret = 0;

	if (*n > 0)
		return 0;
	while (ret == 0 && *n < other)
		ret = queue_add(queues, n, PCAPETH_NONE, "");
	return ret;
}

static int
words_resolve(const char *device, const struct words *w, char *why)
{
	struct pcapeth_options *opt = w->opt;
	const struct word_list *rx = w->rx_pcap.n > 0 ? &w->rx_pcap : &w->rx_iface;
	const struct word_list *tx = w->tx_pcap.n > 0 ? &w->tx_pcap : &w->tx_iface;
	int ret;

	if (w->iface.n > 0) {
		if (rx->n + tx->n > 0)
			PCAP_LOG(WARNING, "%s: iface=%s stands for both directions: the others are ignored", device,
				w->iface.text[0]);
		opt->single = true;
		rx = tx = &w->iface;
	} else if ((w->rx_pcap.n > 0 && w->rx_iface.n > 0) || (w->tx_pcap.n > 0 && w->tx_iface.n > 0)) {
		PCAP_LOG(WARNING, "%s: files and interfaces in the same direction: the interfaces are ignored", device);
	}
	if (rx->n == 0 && tx->n == 0) {
		snprintf(why, NET_ARGS_WHY_MAX, "one of rx_pcap, rx_iface, rx_iface_in, tx_pcap, tx_iface, iface must be given");
		return -ENOENT;
	}
	if (rx->n > PCAPETH_QUEUES_MAX || tx->n > PCAPETH_QUEUES_MAX) {
		snprintf(why, NET_ARGS_WHY_MAX, "%u rx and %u tx queues: at most %u in each direction", rx->n, tx->n,
			PCAPETH_QUEUES_MAX);
		return -EINVAL;
	}
	if (opt->eof && opt->infinite) {
		snprintf(why, NET_ARGS_WHY_MAX, "eof=1,infinite_rx=1: a file that is replayed for ever has no end");
		return -EINVAL;
	}
	ret = queues_add(opt->rx, &opt->nb_rx, rx);
	if (ret == 0)
		ret = queues_add(opt->tx, &opt->nb_tx, tx);
	if (ret == 0)
		ret = queues_pad(opt->rx, &opt->nb_rx, opt->nb_tx);
	if (ret == 0)
		ret = queues_pad(opt->tx, &opt->nb_tx, opt->nb_rx);
	if (ret != 0)
		snprintf(why, NET_ARGS_WHY_MAX, "no memory for the names");
	return ret;
}

int
pcapeth_options_read(const char *device, const char *args, struct pcapeth_options *opt, char *why)
{
	struct words w = {.opt = opt};
	int ret;

	memset(opt, 0, sizeof(*opt));
	ret = net_args_read(args, pcap_args, RTE_DIM(pcap_args), &w, why);
	if (ret == 0)
		ret = words_resolve(device, &w, why);
	words_free(&w);
	if (ret != 0)
		pcapeth_options_free(opt);
	return ret;
}
