package io.throughline.core.model;

/** What normalising a raw record gives: an event, or the reason why not. */
public sealed interface Normalised permits LogEvent, Rejected {}
