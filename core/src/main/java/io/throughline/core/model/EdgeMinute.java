package io.throughline.core.model;

import java.time.Instant;

/** The calls from one service to another in one minute of event time: the service map's edges. */
public record EdgeMinute(
        String caller, String callee, Instant minute, long calls, long errors, LatencyHistogram latency) {}
