/** Events that a rule's own file has for its test. */
@NullMarked
package io.throughline.core.rule.sample;

import org.jspecify.annotations.NullMarked;
