/** Secrets and personal data in log lines: found by a scanner of bytes, and replaced before a record leaves its host. */
@NullMarked
package io.throughline.core.mask;

import org.jspecify.annotations.NullMarked;
