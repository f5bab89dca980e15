// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Marks what the shared library promises to its callers; all else is hidden.
#define SCAMDESK_EXPORT __attribute__((visibility("default")))
