# SPDX-License-Identifier: BSD-3-Clause
"""Sphinx settings of the guides."""

project = "Replug"
copyright = "the Replug contributors"
extensions = []
root_doc = "index"
exclude_patterns = []
html_theme = "classic"
html_show_sourcelink = False
highlight_language = "none"
nitpicky = True
