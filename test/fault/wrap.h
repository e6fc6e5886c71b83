/* SPDX-License-Identifier: BSD-3-Clause */
/* Calls that can be made to fail by number: the program is linked with --wrap for each name of WRAPPED. */
#ifndef TEST_WRAP_H
#define TEST_WRAP_H

#include <stdbool.h>

enum wrap_mode { WRAP_OFF, WRAP_ONE, WRAP_FROM };

/** Of the wrapped calls that this thread makes from now on, the @p n-th (from 1) fails, and with WRAP_FROM all after it too. */
void wrap_arm(enum wrap_mode mode, unsigned int n);
/** Back to normal. */
void wrap_disarm(void);
/** Name of the call that was the first to fail, "" when none did. */
const char *wrap_failed(void);

#endif
