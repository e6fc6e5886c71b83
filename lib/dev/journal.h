/* SPDX-License-Identifier: BSD-3-Clause */
/* The journal of what happened to devices: a ring of the last records, each with its sequence number. */
#ifndef JOURNAL_H
#define JOURNAL_H

#include <rte_hotplug.h>

/** Write one record; seq and time are filled in. Context: any thread; takes a leaf lock for the copy only. */
void journal_write(const struct rte_hotplug_record *rec);

#endif
