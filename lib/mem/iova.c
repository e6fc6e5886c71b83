/* SPDX-License-Identifier: BSD-3-Clause */
/* Addresses as devices see them. */
#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "heap.h"
#include "mem_priv.h"

/* Words of /proc/<pid>/pagemap; Documentation/admin-guide/mm/pagemap.rst of the kernel. */
#define PAGEMAP_PRESENT (1ULL << 63)
#define PAGEMAP_FRAME ((1ULL << 55) - 1)

size_t
rte_mem_page_size(void)
{
	return sysconf(_SC_PAGESIZE);
}

int
rte_mem_lock_page(const void *virt)
{
	size_t page = rte_mem_page_size();

	if (mlock((void *)RTE_ALIGN_FLOOR((uintptr_t)virt, page), page) == 0)
		return 0;
	rte_errno = errno;
	return -1;
}

phys_addr_t
rte_mem_virt2phy(const void *virt)
{
	size_t page = rte_mem_page_size();
	uint64_t word = 0;
	ssize_t n;
	int fd;

	fd = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return RTE_BAD_IOVA;
	n = pread(fd, &word, sizeof(word), (uintptr_t)virt / page * sizeof(word));
	close(fd);
	/* The frame number reads as 0 without CAP_SYS_ADMIN. */
	if (n != sizeof(word) || !(word & PAGEMAP_PRESENT) || (word & PAGEMAP_FRAME) == 0)
		return RTE_BAD_IOVA;
	return (word & PAGEMAP_FRAME) * page + (uintptr_t)virt % page;
}

int
rte_eal_using_phys_addrs(void)
{
	int here = 1;

	return rte_mem_virt2phy(&here) != RTE_BAD_IOVA;
}

int
iova_decide(const struct mem_params *p, int *mode)
{
	if (p->iova_mode != RTE_IOVA_PA) {
		*mode = RTE_IOVA_VA;
		return 0;
	}
	if (!rte_eal_using_phys_addrs())
		return mem_why(-EINVAL, "physical addresses are not visible to this process (CAP_SYS_ADMIN); use --iova-mode=va");
	*mode = RTE_IOVA_PA;
	return 0;
}

int
mem_iova_mode(void)
{
	return mem_shared != NULL ? mem_shared->iova_mode : RTE_IOVA_DC;
}

int
iova_fill(const struct mem_list *l, void *addr, unsigned int n, rte_iova_t *iova)
{
	unsigned int i;

	for (i = 0; i < n; i++) {
		char *seg = (char *)addr + ((size_t)i << l->seg_shift);

		if (mem_shared->iova_mode == RTE_IOVA_VA) {
			iova[i] = (uintptr_t)seg;
		} else if (!mem_shared->huge) {
			iova[i] = RTE_BAD_IOVA;
		} else {
			/* The page exists already; reading enters it into the page table. */
			*(volatile char *)seg;
			iova[i] = rte_mem_virt2phy(seg);
			if (iova[i] == RTE_BAD_IOVA)
				return -EACCES;
		}
	}
	return 0;
}

rte_iova_t
rte_mem_virt2iova(const void *virt)
{
	const struct rte_memseg *ms;

	if (mem_shared == NULL || mem_shared->iova_mode == RTE_IOVA_VA)
		return (uintptr_t)virt;
	ms = rte_mem_virt2memseg(virt, NULL);
	if (ms != NULL && ms->iova != RTE_BAD_IOVA)
		return ms->iova + ((uintptr_t)virt - ms->addr_64);
	return rte_mem_virt2phy(virt);
}

rte_iova_t
rte_malloc_virt2iova(const void *addr)
{
	const struct mem_list *l = mem_shared != NULL ? list_covering(addr) : NULL;
	const struct rte_memseg *ms;

	if (l == NULL || !l->msl.heap)
		return RTE_BAD_IOVA;
	ms = list_seg(l, list_seg_index(l, addr));
	if (!seg_mapped(ms))
		return RTE_BAD_IOVA;
	if (ms->iova != RTE_BAD_IOVA)
		return ms->iova + ((uintptr_t)addr - ms->addr_64);
	return l->msl.external ? RTE_BAD_IOVA : rte_mem_virt2iova(addr);
}

void *
rte_mem_iova2virt(rte_iova_t iova)
{
	unsigned int nb = mem_shared != NULL ? __atomic_load_n(&mem_shared->nb_lists, __ATOMIC_ACQUIRE) : 0, i, s, top;
	const struct rte_memseg *ms;
	const struct mem_list *l;

	/* In IOVA-as-VA mode the answer is known for own memory; addresses of external memory are the owner's business. */
	ms = mem_iova_mode() == RTE_IOVA_VA ? rte_mem_virt2memseg((void *)(uintptr_t)iova, NULL) : NULL;
	if (ms != NULL && ms->iova == ms->addr_64)
		return (void *)(uintptr_t)iova;
	for (i = 0; i < nb; i++) {
		l = &mem_shared->list[i];
		if (__atomic_load_n(&mem_shared->range[i].len, __ATOMIC_ACQUIRE) == 0 ||
				(!l->msl.external && mem_shared->iova_mode == RTE_IOVA_VA))
			continue;
		top = __atomic_load_n(&l->top, __ATOMIC_RELAXED);
		for (s = 0; s < top; s++) {
			ms = list_seg(l, s);
			if (seg_mapped(ms) && ms->iova != RTE_BAD_IOVA && iova - ms->iova < ms->len)
				return (char *)ms->addr + (iova - ms->iova);
		}
	}
	rte_errno = ENOENT;
	return NULL;
}

/** Ends the walk at memory that is beyond the mask. */
static int
mask_seg(const struct rte_memseg_list *msl, const struct rte_memseg *ms, void *arg)
{
	const uint8_t *bits = arg;

	(void)msl;
	return ms->iova != RTE_BAD_IOVA && (ms->iova + ms->len - 1) >> *bits != 0;
}

static int
mask_check(uint8_t bits, int (*walk)(rte_memseg_walk_t func, void *arg))
{
	if (bits > 63) {
		rte_errno = EINVAL;
		return -1;
	}
	if (walk(mask_seg, &bits) != 0)
		return -1;
	rte_mem_set_dma_mask(bits);
	return 0;
}

int
rte_mem_check_dma_mask(uint8_t maskbits)
{
	return mask_check(maskbits, rte_memseg_walk);
}

int
rte_mem_check_dma_mask_thread_unsafe(uint8_t maskbits)
{
	return mask_check(maskbits, rte_memseg_walk_thread_unsafe);
}

void
rte_mem_set_dma_mask(uint8_t maskbits)
{
	uint8_t now;

	if (mem_shared == NULL)
		return;
	now = __atomic_load_n(&mem_shared->dma_bits, __ATOMIC_RELAXED);
	while (now == 0 || maskbits < now)
		if (__atomic_compare_exchange_n(&mem_shared->dma_bits, &now, maskbits, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED))
			break;
}
