/**
 * Flows of records without ids: which call of an instance belongs to which request, by times ({@link io.throughline.core.infer}); which call
 * of one instance is which request of another, by their connection or by times, too; and the root of it all, which names the flow.
 *
 * <pre>
 *   hops without ids -> by instance: judge -+-> units ---------------------------------------+-> name -> flows
 *                                           +-> sides with a link -> by link: join --+       |
 *                                           +-> others -> by called service: pair ---+-> climb, climb, ...
 *                                           +-> roots -------------------------------+
 * </pre>
 */
@NullMarked
package io.throughline.stream.infer;

import org.jspecify.annotations.NullMarked;
