package io.throughline.core.infer.pair;

/** Groups whose records may be of the same calls: the outbound one's calls reach the inbound one. */
record RouteKey(GroupKey outbound, GroupKey inbound) {}
