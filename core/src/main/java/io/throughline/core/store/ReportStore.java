package io.throughline.core.store;

import io.throughline.core.model.ApiMinute;
import io.throughline.core.model.EdgeMinute;
import java.util.List;

/** Traffic per API and per edge of the service map. */
public interface ReportStore {
    /** A service's minutes in the range, by time, method, template; at most {@link #MAX_MINUTES}, the latest kept. */
    List<ApiMinute> apiMinutes(String service, TimeRange range);

    /** Every API seen in the range with its totals, by service, method, template. */
    List<ApiSummary> apis(TimeRange range);

    /** Every edge seen in the range, its minutes merged into one; {@code minute} is the first. */
    List<EdgeMinute> edges(TimeRange range);

    int MAX_MINUTES = 10_000;

    /** An API's totals. */
    record ApiSummary(String service, String method, String template, long requests, long errors) {}
}
