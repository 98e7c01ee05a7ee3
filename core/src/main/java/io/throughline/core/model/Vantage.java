package io.throughline.core.model;

/** The side from which a request was observed. */
public enum Vantage {
    /** Seen by the service that was called. */
    INBOUND,
    /** Seen by the service that calls. */
    OUTBOUND,
    /** Work within one service. */
    INTERNAL
}
