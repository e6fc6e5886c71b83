/* SPDX-License-Identifier: BSD-3-Clause */
/*
 * The rate of the time-stamp counter: told by the CPU, the hypervisor or the kernel, else measured.
 *
 * Measuring needs time to pass. A sample is taken when the process starts, the second one when somebody asks for the rate; only
 * who asks within the first 2 ms spins for the rest of them. Two milliseconds give a rate that is right to some 20 ppm.
 */
#include <cpuid.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <rte_cycles.h>
#include <rte_pause.h>

#include "base.h"

#define MEASURE_MIN_NS (2 * 1000 * 1000)
#define SAMPLE_TRIES 8

struct tsc_sample {
	uint64_t tsc;
	uint64_t ns;
};

enum timer_source eal_timer_source = EAL_TIMER_TSC;

static struct tsc_sample first_sample;
static uint64_t tsc_hz; /* atomic; 0: not known yet */

/* The clock, with the counter read right before and after it; the tightest of a few tries counts. */
static struct tsc_sample
sample_take(void)
{
	struct tsc_sample best = { 0, 0 };
	uint64_t width = UINT64_MAX;
	unsigned int i;

	for (i = 0; i < SAMPLE_TRIES; i++) {
		uint64_t before, after;
		struct timespec ts;

		before = rte_rdtsc_precise();
		clock_gettime(CLOCK_MONOTONIC_RAW, &ts);
		after = rte_rdtsc_precise();
		if (after - before >= width)
			continue;
		width = after - before;
		best.tsc = before + width / 2;
		best.ns = (uint64_t)ts.tv_sec * NS_PER_S + (uint64_t)ts.tv_nsec;
	}
	return best;
}

/*
 * CPUID 0x15: crystal rate and ratio. Where the crystal is missing its rate could be derived from the base rate in 0x16, but that
 * one is rounded to whole steps of 100 MHz and a per cent off on some parts, so measuring is better.
 */
static uint64_t
hz_from_cpu(void)
{
	unsigned int denominator, numerator, crystal, edx;

	if (__get_cpuid_max(0, NULL) < 0x15)
		return 0;
	__cpuid_count(0x15, 0, denominator, numerator, crystal, edx);
	if (denominator == 0)
		return 0;
	return (uint64_t)crystal * numerator / denominator;
}

static bool
in_guest(void)
{
	unsigned int eax, ebx, ecx, edx;

	__cpuid(1, eax, ebx, ecx, edx);
	return (ecx & (1u << 31)) != 0;
}

/* Leaf 0x40000010 of VMware, which KVM and others offer too: the rate in kHz. */
static uint64_t
hz_from_hypervisor(void)
{
	unsigned int eax, ebx, ecx, edx;
	char signature[13] = "";

	__cpuid(0x40000000, eax, ebx, ecx, edx);
	memcpy(signature, &ebx, 4);
	memcpy(signature + 4, &ecx, 4);
	memcpy(signature + 8, &edx, 4);
	if (eax < 0x40000010 || eax > 0x400000ff)
		return 0;
	if (strcmp(signature, "VMwareVMware") != 0 && strcmp(signature, "KVMKVMKVM") != 0)
		return 0;
	__cpuid(0x40000010, eax, ebx, ecx, edx);
	return (uint64_t)eax * 1000;
}

static uint64_t
hz_from_kernel(void)
{
	unsigned long long khz = 0;
	FILE *f = fopen("/sys/devices/system/cpu/cpu0/tsc_freq_khz", "re");

	if (f == NULL)
		return 0;
	if (fscanf(f, "%llu", &khz) != 1)
		khz = 0;
	fclose(f);
	return khz * 1000;
}

static uint64_t
hz_measure(void)
{
	struct tsc_sample now = sample_take();

	while (now.ns - first_sample.ns < MEASURE_MIN_NS) {
		rte_pause();
		now = sample_take();
	}
	return (uint64_t)((__extension__(unsigned __int128)(now.tsc - first_sample.tsc) * NS_PER_S) / (now.ns - first_sample.ns));
}

RTE_INIT_PRIO(tsc_first_sample, LOG)
{
	first_sample = sample_take();
}

/* The first result stays, so that every caller works with the same rate. */
static uint64_t
hz_settle(uint64_t hz)
{
	uint64_t settled = 0;

	if (hz != 0 && __atomic_compare_exchange_n(&tsc_hz, &settled, hz, 0, __ATOMIC_RELAXED, __ATOMIC_RELAXED))
		return hz;
	return settled;
}

static uint64_t
hz_told(void)
{
	uint64_t hz = hz_from_kernel();

	if (hz != 0)
		return hz;
	/* a guest's counter may be scaled, which only the hypervisor knows */
	return in_guest() ? hz_from_hypervisor() : hz_from_cpu();
}

int
tsc_start(void)
{
	if (__atomic_load_n(&tsc_hz, __ATOMIC_RELAXED) == 0)
		hz_settle(hz_told());
	return 0;
}

uint64_t
rte_get_tsc_hz(void)
{
	uint64_t hz = __atomic_load_n(&tsc_hz, __ATOMIC_RELAXED);

	if (likely(hz != 0))
		return hz;
	hz = hz_told();
	if (hz == 0)
		hz = hz_measure();
	return hz_settle(hz);
}

int
rte_eal_hpet_init(int make_default)
{
	RTE_SET_USED(make_default);
	return -1;
}
