package io.throughline.api.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.ApiMinute;
import io.throughline.core.model.LatencyHistogram;
import io.throughline.core.store.TimeRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrafficReportTest {
    private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
    private static final TimeRange HOUR = new TimeRange(TEN, TEN.plusSeconds(3600));

    private static ApiMinute minute(String template, int minute, long requests) {
        LatencyHistogram latency = new LatencyHistogram();
        latency.add(LatencyHistogram.bucketOf(1_000), requests);
        return new ApiMinute(
                "shop",
                "GET",
                template,
                TEN.plusSeconds(60L * minute),
                requests,
                1,
                latency,
                Map.of("web", requests),
                requests);
    }

    @Test
    void countsWhatCameBeforeATemplateWasLearnedUnderIt() {
        List<ApiMinute> minutes = new ArrayList<>();
        for (char name = 'a'; name <= 'p'; name++) {
            minutes.add(minute("/users/" + name, 0, 1));
        }
        minutes.add(minute("/users/{name}", 0, 4));
        minutes.add(minute("/users/{name}", 1, 10));
        minutes.add(minute("/orders", 1, 3));

        TrafficReport report = TrafficReport.of("shop", HOUR, minutes);

        assertThat(report.apis()).extracting(TrafficReport.Api::template).containsExactly("/orders", "/users/{name}");
        TrafficReport.Api users = report.apis().getLast();
        assertThat(users.requests()).isEqualTo(30);
        assertThat(users.errors()).isEqualTo(18);
        assertThat(users.callers()).containsExactly(Map.entry("web", 30L));
        assertThat(users.minutes()).extracting(TrafficReport.Minute::requests).containsExactly(20L, 10L);
    }
}
