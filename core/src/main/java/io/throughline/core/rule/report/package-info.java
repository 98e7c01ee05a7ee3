/** What rules found, as findings: with the entity, the reason in words and the records that show it. */
@NullMarked
package io.throughline.core.rule.report;

import org.jspecify.annotations.NullMarked;
