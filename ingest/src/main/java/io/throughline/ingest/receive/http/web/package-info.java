/** What all HTTP receivers share: limits, tokens, bodies, problems, and the way into the {@code Intake}. */
@NullMarked
package io.throughline.ingest.receive.http.web;

import org.jspecify.annotations.NullMarked;
