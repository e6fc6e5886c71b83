/* SPDX-License-Identifier: BSD-3-Clause */
/* CPU features from CPUID; places as in the processor manuals (Intel SDM volume 2, CPUID; AMD APM volume 3, appendix E). */
#include <cpuid.h>
#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <sys/auxv.h>

#include <rte_cpuflags.h>
#include <rte_log.h>

enum cpuid_register {
	EAX,
	EBX,
	ECX,
	EDX,
};

/* X(name, leaf, register, bit); subleaf 0 everywhere */
#define CPU_FLAGS \
	X(SSE3, 0x00000001, ECX, 0) \
	X(PCLMULQDQ, 0x00000001, ECX, 1) \
	X(DTES64, 0x00000001, ECX, 2) \
	X(MONITOR, 0x00000001, ECX, 3) \
	X(DS_CPL, 0x00000001, ECX, 4) \
	X(VMX, 0x00000001, ECX, 5) \
	X(SMX, 0x00000001, ECX, 6) \
	X(EIST, 0x00000001, ECX, 7) \
	X(TM2, 0x00000001, ECX, 8) \
	X(SSSE3, 0x00000001, ECX, 9) \
	X(CNXT_ID, 0x00000001, ECX, 10) \
	X(FMA, 0x00000001, ECX, 12) \
	X(CMPXCHG16B, 0x00000001, ECX, 13) \
	X(XTPR, 0x00000001, ECX, 14) \
	X(PDCM, 0x00000001, ECX, 15) \
	X(PCID, 0x00000001, ECX, 17) \
	X(DCA, 0x00000001, ECX, 18) \
	X(SSE4_1, 0x00000001, ECX, 19) \
	X(SSE4_2, 0x00000001, ECX, 20) \
	X(X2APIC, 0x00000001, ECX, 21) \
	X(MOVBE, 0x00000001, ECX, 22) \
	X(POPCNT, 0x00000001, ECX, 23) \
	X(TSC_DEADLINE, 0x00000001, ECX, 24) \
	X(AES, 0x00000001, ECX, 25) \
	X(XSAVE, 0x00000001, ECX, 26) \
	X(OSXSAVE, 0x00000001, ECX, 27) \
	X(AVX, 0x00000001, ECX, 28) \
	X(F16C, 0x00000001, ECX, 29) \
	X(RDRAND, 0x00000001, ECX, 30) \
	X(HYPERVISOR, 0x00000001, ECX, 31) \
	X(FPU, 0x00000001, EDX, 0) \
	X(VME, 0x00000001, EDX, 1) \
	X(DE, 0x00000001, EDX, 2) \
	X(PSE, 0x00000001, EDX, 3) \
	X(TSC, 0x00000001, EDX, 4) \
	X(MSR, 0x00000001, EDX, 5) \
	X(PAE, 0x00000001, EDX, 6) \
	X(MCE, 0x00000001, EDX, 7) \
	X(CX8, 0x00000001, EDX, 8) \
	X(APIC, 0x00000001, EDX, 9) \
	X(SEP, 0x00000001, EDX, 11) \
	X(MTRR, 0x00000001, EDX, 12) \
	X(PGE, 0x00000001, EDX, 13) \
	X(MCA, 0x00000001, EDX, 14) \
	X(CMOV, 0x00000001, EDX, 15) \
	X(PAT, 0x00000001, EDX, 16) \
	X(PSE36, 0x00000001, EDX, 17) \
	X(PSN, 0x00000001, EDX, 18) \
	X(CLFSH, 0x00000001, EDX, 19) \
	X(DS, 0x00000001, EDX, 21) \
	X(ACPI, 0x00000001, EDX, 22) \
	X(MMX, 0x00000001, EDX, 23) \
	X(FXSR, 0x00000001, EDX, 24) \
	X(SSE, 0x00000001, EDX, 25) \
	X(SSE2, 0x00000001, EDX, 26) \
	X(SS, 0x00000001, EDX, 27) \
	X(HTT, 0x00000001, EDX, 28) \
	X(TM, 0x00000001, EDX, 29) \
	X(PBE, 0x00000001, EDX, 31) \
	X(DIGTEMP, 0x00000006, EAX, 0) \
	X(TRBOBST, 0x00000006, EAX, 1) \
	X(ARAT, 0x00000006, EAX, 2) \
	X(PLN, 0x00000006, EAX, 4) \
	X(ECMD, 0x00000006, EAX, 5) \
	X(PTM, 0x00000006, EAX, 6) \
	X(MPERF_APERF_MSR, 0x00000006, ECX, 0) \
	X(ACNT2, 0x00000006, ECX, 1) \
	X(ENERGY_EFF, 0x00000006, ECX, 3) \
	X(FSGSBASE, 0x00000007, EBX, 0) \
	X(BMI1, 0x00000007, EBX, 3) \
	X(HLE, 0x00000007, EBX, 4) \
	X(AVX2, 0x00000007, EBX, 5) \
	X(SMEP, 0x00000007, EBX, 7) \
	X(BMI2, 0x00000007, EBX, 8) \
	X(ERMS, 0x00000007, EBX, 9) \
	X(INVPCID, 0x00000007, EBX, 10) \
	X(RTM, 0x00000007, EBX, 11) \
	X(AVX512F, 0x00000007, EBX, 16) \
	X(RDSEED, 0x00000007, EBX, 18) \
	X(LAHF_SAHF, 0x80000001, ECX, 0) \
	X(LZCNT, 0x80000001, ECX, 5) \
	X(SYSCALL, 0x80000001, EDX, 11) \
	X(XD, 0x80000001, EDX, 20) \
	X(1GB_PG, 0x80000001, EDX, 26) \
	X(RDTSCP, 0x80000001, EDX, 27) \
	X(EM64T, 0x80000001, EDX, 29) \
	X(INVTSC, 0x80000007, EDX, 8) \
	X(AVX512DQ, 0x00000007, EBX, 17) \
	X(AVX512IFMA, 0x00000007, EBX, 21) \
	X(AVX512CD, 0x00000007, EBX, 28) \
	X(AVX512BW, 0x00000007, EBX, 30) \
	X(AVX512VL, 0x00000007, EBX, 31) \
	X(AVX512VBMI, 0x00000007, ECX, 1) \
	X(AVX512VBMI2, 0x00000007, ECX, 6) \
	X(GFNI, 0x00000007, ECX, 8) \
	X(VAES, 0x00000007, ECX, 9) \
	X(VPCLMULQDQ, 0x00000007, ECX, 10) \
	X(AVX512VNNI, 0x00000007, ECX, 11) \
	X(AVX512BITALG, 0x00000007, ECX, 12) \
	X(AVX512VPOPCNTDQ, 0x00000007, ECX, 14) \
	X(CLDEMOTE, 0x00000007, ECX, 25) \
	X(MOVDIRI, 0x00000007, ECX, 27) \
	X(MOVDIR64B, 0x00000007, ECX, 28) \
	X(AVX512VP2INTERSECT, 0x00000007, EDX, 8) \
	X(WAITPKG, 0x00000007, ECX, 5)

struct cpu_flag {
	const char *name;
	uint32_t leaf;
	uint8_t reg;
	uint8_t bit;
};

static const struct cpu_flag flags[RTE_CPUFLAG_NUMFLAGS] = {
#define X(n, l, r, b) [RTE_CPUFLAG_##n] = { #n, l, r, b },
	CPU_FLAGS
#undef X
};

const char *
rte_cpu_get_flag_name(enum rte_cpu_flag_t feature)
{
	return (unsigned int)feature < RTE_CPUFLAG_NUMFLAGS ? flags[feature].name : NULL;
}

static bool
cpuid_bit(const struct cpu_flag *flag)
{
	unsigned int regs[4];

	if ((uint32_t)__get_cpuid_max(flag->leaf & 0x80000000, NULL) < flag->leaf)
		return false;
	__cpuid_count(flag->leaf, 0, regs[EAX], regs[EBX], regs[ECX], regs[EDX]);
	return (regs[flag->reg] >> flag->bit & 1) != 0;
}

/* Register state that the kernel saves for us: SSE and AVX are bits 1 and 2, the parts of AVX-512 bits 5 to 7. */
static bool
state_enabled(uint64_t wanted)
{
	uint32_t lo, hi;

	if (!cpuid_bit(&flags[RTE_CPUFLAG_OSXSAVE]))
		return false;
	__asm__ volatile("xgetbv" : "=a"(lo), "=d"(hi) : "c"(0));
	return ((((uint64_t)hi << 32) | lo) & wanted) == wanted;
}

static uint64_t
state_needed(enum rte_cpu_flag_t feature)
{
	if (strncmp(flags[feature].name, "AVX512", 6) == 0)
		return 0xe6;
	switch (feature) {
	case RTE_CPUFLAG_AVX:
	case RTE_CPUFLAG_AVX2:
	case RTE_CPUFLAG_FMA:
	case RTE_CPUFLAG_F16C:
	case RTE_CPUFLAG_VAES:
	case RTE_CPUFLAG_VPCLMULQDQ:
		return 0x6;
	default:
		return 0;
	}
}

int
rte_cpu_get_flag_enabled(enum rte_cpu_flag_t feature)
{
	uint64_t state;

	if ((unsigned int)feature >= RTE_CPUFLAG_NUMFLAGS)
		return -ENOENT;
	if (!cpuid_bit(&flags[feature]))
		return 0;
	state = state_needed(feature);
	return state == 0 || state_enabled(state);
}

/* What the compiler was allowed to use. */
static const enum rte_cpu_flag_t compiled_with[] = {
	RTE_CPUFLAG_SSE2,
#ifdef __SSE3__
	RTE_CPUFLAG_SSE3,
#endif
#ifdef __SSSE3__
	RTE_CPUFLAG_SSSE3,
#endif
#ifdef __SSE4_1__
	RTE_CPUFLAG_SSE4_1,
#endif
#ifdef __SSE4_2__
	RTE_CPUFLAG_SSE4_2,
#endif
#ifdef __POPCNT__
	RTE_CPUFLAG_POPCNT,
#endif
#ifdef __AES__
	RTE_CPUFLAG_AES,
#endif
#ifdef __PCLMUL__
	RTE_CPUFLAG_PCLMULQDQ,
#endif
#ifdef __AVX__
	RTE_CPUFLAG_AVX,
#endif
#ifdef __F16C__
	RTE_CPUFLAG_F16C,
#endif
#ifdef __FMA__
	RTE_CPUFLAG_FMA,
#endif
#ifdef __AVX2__
	RTE_CPUFLAG_AVX2,
#endif
#ifdef __BMI__
	RTE_CPUFLAG_BMI1,
#endif
#ifdef __BMI2__
	RTE_CPUFLAG_BMI2,
#endif
#ifdef __LZCNT__
	RTE_CPUFLAG_LZCNT,
#endif
#ifdef __AVX512F__
	RTE_CPUFLAG_AVX512F,
#endif
#ifdef __AVX512BW__
	RTE_CPUFLAG_AVX512BW,
#endif
	RTE_CPUFLAG_CMPXCHG16B,
};

int
rte_cpu_is_supported(void)
{
	unsigned int i;

	for (i = 0; i < RTE_DIM(compiled_with); i++) {
		if (rte_cpu_get_flag_enabled(compiled_with[i]) == 1)
			continue;
		RTE_LOG(ERR, EAL, "This CPU lacks %s, which the library was compiled for\n",
			rte_cpu_get_flag_name(compiled_with[i]));
		return 0;
	}
	return 1;
}

unsigned long
rte_cpu_getauxval(unsigned long type)
{
	return getauxval(type);
}

int
rte_cpu_strcmp_auxval(unsigned long type, const char *str)
{
	const char *value = (const char *)getauxval(type);

	if (value == NULL || str == NULL)
		return -1;
	return strcmp(value, str);
}

void
rte_cpu_get_intrinsics_support(struct rte_cpu_intrinsics *intrinsics)
{
	if (intrinsics != NULL)
		memset(intrinsics, 0, sizeof(*intrinsics));
}
