/* SPDX-License-Identifier: LGPL-2.1-or-later */
/* clock.h - the simulation's hold on the process's clock */
#ifndef TESTS_SIM_CLOCK_H
#define TESTS_SIM_CLOCK_H

#include <stdint.h>

void sim_clock_reset(void);
void sim_clock_set_us(int64_t now_us);

#endif
