/** What all resources stand on: parameters, answers, problems, limits, headers, static files. */
@NullMarked
package io.throughline.api.web;

import org.jspecify.annotations.NullMarked;
