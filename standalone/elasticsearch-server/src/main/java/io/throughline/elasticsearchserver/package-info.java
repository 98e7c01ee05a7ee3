/** The embedded Elasticsearch node: the real server in a JVM of its own, between the stream jobs and the API. */
@NullMarked
package io.throughline.elasticsearchserver;

import org.jspecify.annotations.NullMarked;
