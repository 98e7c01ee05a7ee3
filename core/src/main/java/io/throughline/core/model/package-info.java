/** What moves along the line: raw records, log events, hops, flows, alerts and reports. Immutable, validated when made. */
@NullMarked
package io.throughline.core.model;

import org.jspecify.annotations.NullMarked;
