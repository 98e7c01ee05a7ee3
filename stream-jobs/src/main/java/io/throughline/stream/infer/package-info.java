/**
 * Flows of records without ids: which call of an instance belongs to which request, by times ({@link io.throughline.core.infer}); which call
 * of one instance is which request of another, by their connection; and the root of it all, which names the flow.
 *
 * <pre>
 *   hops without ids -> by instance: judge -+-> units ------------------------------------------+-> name -> flows
 *                                           +-> ends of connections -> by link: join -> steps --+
 *                                           +-> steps of those without a caller -----+
 *                                                          climb, climb, ... <-------+
 * </pre>
 */
@NullMarked
package io.throughline.stream.infer;

import org.jspecify.annotations.NullMarked;
