/** Right of Elasticsearch, left of people: answers over HTTP, asks the stores and knows nothing of how they keep things. */
@NullMarked
package io.throughline.api;

import org.jspecify.annotations.NullMarked;
