/**
 * Who called whom, from times alone: which request of a service caused which of its calls, where no id tells.
 *
 * <p>{@link io.throughline.core.infer.CallMatcher} answers for one instance of a service and a stretch of time; what it has learned of
 * the service's ways goes with the instance from one stretch to the next.
 */
@NullMarked
package io.throughline.core.infer;

import org.jspecify.annotations.NullMarked;
