/** What lands in Elasticsearch and how it is asked for: documents, index names and templates, the bulk writer, the stores. */
@NullMarked
package io.throughline.elasticsearch;

import org.jspecify.annotations.NullMarked;
