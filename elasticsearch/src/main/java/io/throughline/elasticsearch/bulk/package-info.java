/** Bulk writing that survives outages: batches, what the answers mean, when to try again. Plain Java, used by the sink of the jobs. */
@NullMarked
package io.throughline.elasticsearch.bulk;

import org.jspecify.annotations.NullMarked;
