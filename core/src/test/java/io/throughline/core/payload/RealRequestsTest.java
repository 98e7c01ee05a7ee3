package io.throughline.core.payload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.throughline.core.model.RequestParts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** The checks on collections of requests that others labelled. */
class RealRequestsTest {
    private static final Path DATA = Path.of("../../shared/data/http-attacks");
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Found(long all, long found) {
        double share() {
            return (double) found / all;
        }
    }

    private static Found found(String file, Predicate<JsonNode> which) throws IOException {
        PayloadCheck check = new PayloadCheck();
        long all = 0;
        long found = 0;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(DATA.resolve(file))), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode request = JSON.readTree(line);
                if (which.test(request)) {
                    all++;
                    found += check.check(parts(request)).isEmpty() ? 0 : 1;
                }
            }
        }
        return new Found(all, found);
    }

    private static RequestParts parts(JsonNode request) {
        Map<String, String> headers = new LinkedHashMap<>();
        request.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        return new RequestParts(
                request.path("path").asText(),
                request.path("query").textValue(),
                headers,
                request.path("body").textValue());
    }

    private static Predicate<JsonNode> labelled(String label) {
        return request -> request.path("label").asText().equals(label);
    }

    private static Predicate<JsonNode> category(String category) {
        return request -> request.path("category").asText().equals(category);
    }

    @Test
    void findsParametersAttacksAndNoHarmlessOne() throws IOException {
        assertThat(found("httpparams/train.ndjson.gz", labelled("attack")).share())
                .isGreaterThan(0.99);
        assertThat(found("httpparams/train.ndjson.gz", labelled("benign")).found())
                .isZero();
    }

    @Test
    void findsInjectionsOfSqlAndScript() throws IOException {
        assertThat(found("libinjection/attacks.ndjson.gz", category("sqli")).share())
                .isGreaterThan(0.995);
        assertThat(found("libinjection/attacks.ndjson.gz", category("xss")).share())
                .isGreaterThan(0.99);
    }

    @Test
    void findsAttacksThatAnAccessLogShows() throws IOException {
        assertThat(found(
                                "coreruleset/regression.ndjson.gz",
                                labelled("attack")
                                        .and(request -> request.path("visible_in_access_log")
                                                .asBoolean()))
                        .share())
                .isGreaterThan(0.95);
    }

    @Test
    void letsOrdinaryTextPassWhereverItStands() throws IOException {
        assertThat(found("gotestwaf/cases.ndjson.gz", labelled("benign")).found())
                .isLessThanOrEqualTo(3);
        assertThat(found("gotestwaf/cases.ndjson.gz", labelled("attack")).share())
                .isGreaterThan(0.85);
    }
}
