/* SPDX-License-Identifier: BSD-3-Clause */
/* The options behind "--". */
#ifndef OPTIONS_H
#define OPTIONS_H

/** Read the options into the settings. 0; 1: --help was given and shown; -EINVAL (one line said). Before the ports are taken. */
int options_parse(int argc, char **argv);
/** What options say about single ports. After the ports are taken. 0, -EINVAL (said). */
int options_apply(void);

#endif
