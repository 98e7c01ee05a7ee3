package io.throughline.stream.infer;

/**
 * A call that was given to a request of another flow when it was judged again; all that it reached goes with it.
 *
 * @param flow by the first judgement
 * @param hop the call
 * @param to the flow that it was given to
 * @param known when, in milliseconds since 1970
 */
record Moved(String flow, String hop, String to, long known) {}
