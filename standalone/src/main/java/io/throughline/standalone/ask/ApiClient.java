package io.throughline.standalone.ask;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.throughline.standalone.UserException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks the HTTP API. Whatever goes wrong is a {@link UserException} with one line that says what to do. */
final class ApiClient implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String base;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /**
     * @param base such as {@code http://127.0.0.1:8080}
     */
    ApiClient(String base) {
        this.base = base.replaceAll("/+$", "");
    }

    /**
     * What the API said.
     *
     * @param found false where it said that there is no such thing
     * @param text the answer as it came
     */
    record Answer(boolean found, String text, JsonNode json) {}

    /** Parameters of a question; null values are left out. */
    static final class Question {
        private final Map<String, String> parameters = new LinkedHashMap<>();

        Question with(String name, @Nullable Object value) {
            if (value != null) {
                parameters.put(name, value.toString());
            }
            return this;
        }

        private String encoded() {
            return parameters.isEmpty()
                    ? ""
                    : parameters.entrySet().stream()
                            .map(parameter -> parameter.getKey() + "=" + encode(parameter.getValue()))
                            .collect(Collectors.joining("&", "?", ""));
        }
    }

    /** One segment of a path or one value of a query, percent-encoded. */
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * @param path below {@code /api/v1/}, encoded
     */
    Answer get(String path, Question question) {
        return answer(request(path, question).GET());
    }

    /**
     * @param path below {@code /api/v1/}, encoded
     * @param body the text of a rule file, or nothing
     */
    Answer send(String method, String path, Question question, String body) {
        return answer(request(path, question)
                .header("Content-Type", "application/yaml")
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path, Question question) {
        try {
            return HttpRequest.newBuilder(URI.create(base + "/api/v1/" + path + question.encoded()))
                    .timeout(TIMEOUT)
                    .header("Accept", "application/json");
        } catch (IllegalArgumentException e) {
            throw new UserException("--url must be an address such as http://127.0.0.1:8080");
        }
    }

    private Answer answer(HttpRequest.Builder request) {
        HttpResponse<String> response = send(request);
        JsonNode json = parse(response.body());
        if (response.statusCode() == 200) {
            return new Answer(true, response.body(), json);
        }
        if (!json.path("code").isTextual()) {
            throw notThroughline();
        }
        if (json.path("code").asText().equals("not-found")) {
            return new Answer(false, response.body(), json);
        }
        throw new UserException(TerminalText.escape(json.path("detail").asText()));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (HttpTimeoutException e) {
            throw new UserException("Throughline at " + base + " did not answer in time");
        } catch (ConnectException e) {
            throw new UserException("no Throughline answers at " + base + ": start it with ./throughline up");
        } catch (IOException e) {
            throw notThroughline();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserException("interrupted");
        }
    }

    private JsonNode parse(String body) {
        try {
            JsonNode json = MAPPER.readTree(body);
            if (json.isObject()) {
                return json;
            }
            throw notThroughline();
        } catch (JsonProcessingException e) {
            throw notThroughline();
        }
    }

    private UserException notThroughline() {
        return new UserException("what answers at " + base + " is not Throughline: is --url right?");
    }

    @Override
    public void close() {
        http.close();
    }
}
