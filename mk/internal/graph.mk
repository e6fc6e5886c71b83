# SPDX-License-Identifier: BSD-3-Clause
# Turns mk/rte.deps.mk and the directories' Makefiles into one set of rules.
#
# Every directory's Makefile is included, not run: rte.lib.mk and rte.app.mk then record what it said under names that carry
# the directory. Nothing here starts another make, so -j sees the whole graph.

OBJ := $(O)/obj
PRESENT = $(foreach d,$(1),$(if $(wildcard $(d)/Makefile),$(d)))

# --- Read the directories --------------------------------------------------------------------------------------------------
GRAPH_VARS := LIB APP SRCS-y SRCS-n SRCS- CFLAGS LDLIBS LDFLAGS EXPORT_MAP LIBABIVER INC VPATH
graph-reset = $(foreach v,$(GRAPH_VARS) $(filter CFLAGS_%.o SYMLINK-y-%,$(.VARIABLES)),$(eval $(v) :=))

define graph-include
DIR := $(1)
SRCDIR := $(1)
include $(1)/Makefile
endef
graph-read = $(graph-reset)$(eval $(call graph-include,$(1)))

GRAPH_DIRS := $(call PRESENT,$(foreach a,$(ARCHIVES),$(DIRS.$(a))))
GRAPH_APPS := $(call PRESENT,$(APPS))
HEADERS := $(O)/include/rte_config.h
HEADER_PAIRS := config/rte_config.h:include/rte_config.h
MAKEFILES_READ :=
$(foreach d,$(GRAPH_DIRS) $(GRAPH_APPS),$(call graph-read,$(d)))

# Archives that have at least one source.
BUILT := $(foreach a,$(ARCHIVES),$(if $(strip $(OBJS.$(a))),$(a)))
needs = $(filter $(NEEDS.$(1)),$(BUILT))
# Everything an archive needs, itself included, in link order (users first).
reverse = $(if $(1),$(call reverse,$(wordlist 2,$(words $(1)),$(1))) $(firstword $(1)))
reach = $(1) $(foreach n,$(call needs,$(1)),$(call reach,$(n)))
link-order = $(call reverse,$(filter $(1),$(BUILT)))
closure = $(call link-order,$(sort $(foreach a,$(1),$(call reach,$(a)))))
# System libraries of a list of archives, each once.
sys-libs = $(call once,$(foreach a,$(1),$(LDLIBS.$(a)) $(SYS.$(a))))
once = $(if $(1),$(firstword $(1)) $(call once,$(filter-out $(firstword $(1)),$(1))))

# --- Headers: links in one directory, as applications see them --------------------------------------------------------------
HEADER_LIST := $(foreach p,$(sort $(HEADER_PAIRS)),$(if $(wildcard $(firstword $(subst :, ,$(p)))),$(p),\
	$(error $(firstword $(subst :, ,$(p))) is listed for installation but does not exist)))
HEADER_TWICE := $(shell printf '%s\n' $(foreach p,$(HEADER_LIST),$(lastword $(subst :, ,$(p)))) | sort | uniq -d)
$(if $(HEADER_TWICE),$(error installed by more than one directory: $(HEADER_TWICE)))
$(call record,$(O)/.headers,$(HEADER_LIST))

HEADER_STAMP := $(O)/include/.links
$(HEADER_STAMP): $(O)/.headers
	$(Q)sh devtools/link-headers.sh $(O) $(O)/.headers && touch $@

# --- Objects ----------------------------------------------------------------------------------------------------------------
# $(call graph-object,source,object,flags): one object, rebuilt when its source, headers, flags or Makefile changes.
define graph-object
$(2): $(1) $(dir $(1))Makefile $(FLAGS_STAMP) | $(HEADER_STAMP)
	$$(call say,CC,$$@)
	$$(Q)mkdir -p $$(@D) && $$(CC) $$(BASE_CFLAGS) $$(WARN_CFLAGS) $(3) $$(EXTRA_CFLAGS) -MMD -MP -MF $$(@:.o=.d) -c -o $$@ $$<
endef

$(foreach d,$(GRAPH_DIRS) $(GRAPH_APPS),$(foreach s,$(SOURCES.$(d)),\
	$(eval $(call graph-object,$(d)/$(s),$(OBJ)/$(d)/$(s:.c=.o),$(CFLAGS.$(d)) $(CFLAGS.$(d)/$(s))))))

# --- Archives and shared objects --------------------------------------------------------------------------------------------
ABI := 23
define graph-archive
$(O)/lib/$(1).a: $(OBJS.$(1)) $(wildcard $(addsuffix /Makefile,$(DIRS.$(1)))) mk/rte.deps.mk
	$$(call say,AR,$$@)
	$$(Q)mkdir -p $$(@D) && rm -f $$@ && $$(AR) crsD $$@ $(OBJS.$(1))

$(O)/lib/$(1).so.$(ABI): $(OBJS.$(1)) $(foreach n,$(call needs,$(1)),$(O)/lib/$(n).so.$(ABI)) \
		$(wildcard $(addsuffix /Makefile,$(DIRS.$(1)))) mk/rte.deps.mk mk/internal/exports.map
	$$(call say,LD,$$@)
	$$(Q)mkdir -p $$(@D) && $$(CC) -shared $$(LINK_FLAGS) $$(SHARED_FLAGS) -Wl,-soname,$$(@F) \
		-Wl,--version-script=mk/internal/exports.map -Wl,-rpath,'$$$$ORIGIN:$$$$ORIGIN/../..' $$(EXTRA_LDFLAGS) -o $$@ $(OBJS.$(1)) \
		$(foreach n,$(call link-order,$(call needs,$(1))),$(O)/lib/$(n).so.$(ABI)) $(call sys-libs,$(1))

$(O)/lib/$(1).so: $(O)/lib/$(1).so.$(ABI)
	$$(Q)ln -sfn $$(<F) $$@
endef
$(foreach a,$(BUILT),$(eval $(call graph-archive,$(a))))

STATIC_LIBS := $(BUILT:%=$(O)/lib/%.a)
SHARED_LIBS := $(BUILT:%=$(O)/lib/%.so)

# Drivers once more in the directory that the EAL option -d takes whole.
PMD_DIR := $(O)/lib/dpdk/pmds-$(ABI)
PMD_LINKS := $(foreach a,$(filter $(DRIVERS),$(BUILT)),$(PMD_DIR)/$(a).so $(PMD_DIR)/$(a).so.$(ABI))
$(PMD_DIR)/%.so.$(ABI): $(O)/lib/%.so.$(ABI)
	$(Q)mkdir -p $(@D) && ln -sfn ../../$(<F) $@
$(PMD_DIR)/%.so: $(PMD_DIR)/%.so.$(ABI)
	$(Q)ln -sfn $(<F) $@

# One name for all: linker scripts.
$(O)/lib/libdpdk.a: mk/rte.deps.mk $(STATIC_LIBS)
	$(Q)echo "GROUP ( $(addsuffix .a,$(call link-order,$(BUILT))) )" >$@
$(O)/lib/libdpdk.so: mk/rte.deps.mk $(SHARED_LIBS)
	$(Q)echo "GROUP ( $(addsuffix .so,$(call link-order,$(BUILT))) )" >$@

# --- Applications -----------------------------------------------------------------------------------------------------------
STATIC_LINK = -Wl,--whole-archive $(foreach a,$(1),$(O)/lib/$(a).a) -Wl,--no-whole-archive $(call sys-libs,$(1))
SHARED_LINK = -Wl,--no-as-needed $(foreach a,$(1),$(O)/lib/$(a).so.$(ABI)) $(call sys-libs,$(1))
ALL_LINKED := $(call link-order,$(BUILT))

define graph-app
$(O)/app/$(2): $(OBJS.$(1)) $(STATIC_LIBS) $(1)/Makefile mk/rte.deps.mk
	$$(call say,LD,$$@)
	$$(Q)mkdir -p $$(@D) && $$(CC) $$(LINK_FLAGS) -rdynamic $(LDFLAGS.$(1)) $$(EXTRA_LDFLAGS) -o $$@ $(OBJS.$(1)) \
		$(call STATIC_LINK,$(ALL_LINKED)) $(LDLIBS.$(1)) $$(EXTRA_LDLIBS)

$(O)/app/$(2)-shared: $(OBJS.$(1)) $(SHARED_LIBS) $(1)/Makefile mk/rte.deps.mk
	$$(call say,LD,$$@)
	$$(Q)mkdir -p $$(@D) && $$(CC) $$(LINK_FLAGS) -rdynamic $(LDFLAGS.$(1)) -Wl,-rpath,'$$$$ORIGIN/../lib' $$(EXTRA_LDFLAGS) \
		-o $$@ $(OBJS.$(1)) $(call SHARED_LINK,$(ALL_LINKED)) $(LDLIBS.$(1)) $$(EXTRA_LDLIBS)

$(O)/app/$(2:dpdk-%=%): $(O)/app/$(2)
	$$(Q)ln -sfn $$(<F) $$@
endef
$(foreach d,$(GRAPH_APPS),$(eval $(call graph-app,$(d),dpdk-$(patsubst dpdk-%,%,$(NAME.$(d))))))
APP_FILES := $(foreach d,$(GRAPH_APPS),$(foreach n,$(patsubst dpdk-%,%,$(NAME.$(d))),$(addprefix $(O)/app/,dpdk-$(n) dpdk-$(n)-shared $(n))))

-include $(patsubst %.o,%.d,$(foreach a,$(BUILT),$(OBJS.$(a))) $(foreach d,$(GRAPH_APPS),$(OBJS.$(d))))

# --- What an external makefile or pkg-config links, in link order -----------------------------------------------------------------
$(call record,$(O)/.libs.in,$(ALL_LINKED) | $(call sys-libs,$(ALL_LINKED)))
$(O)/.libs: $(O)/.libs.in
	$(Q)printf '%s\n' '# SPDX-License-Identifier: BSD-3-Clause' 'RTE_LIBS := $(ALL_LINKED)' \
		'RTE_LIBS_SYSTEM := $(call sys-libs,$(ALL_LINKED))' >$@
