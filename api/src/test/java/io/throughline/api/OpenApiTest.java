package io.throughline.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.throughline.api.web.ProblemCode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenApiTest {
    private static final TestServer SERVER = new TestServer(Map.of());
    private static final JsonNode DOCUMENT = SERVER.json("/openapi.json");

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @Test
    void documentsEveryRouteAndNothingElse() {
        List<String> documented = new ArrayList<>();
        DOCUMENT.get("paths").fieldNames().forEachRemaining(documented::add);

        assertThat(documented).containsExactlyInAnyOrderElementsOf(SERVER.server.paths());
    }

    @Test
    void documentsEveryParameterAndNothingElse() {
        Pattern there = Pattern.compile("there are: (.*)");
        DOCUMENT.get("paths").properties().forEach(path -> {
            if (!path.getKey().startsWith("/api/")) {
                return;
            }
            path.getValue().properties().forEach(operation -> {
                String method = operation.getKey().toUpperCase(Locale.ROOT);
                String uri = path.getKey().replaceAll("\\{.*}", "x") + "?bogus_parameter=1";
                HttpRequest.Builder request =
                        HttpRequest.newBuilder(SERVER.uri(uri)).method(method, HttpRequest.BodyPublishers.noBody());
                Matcher accepted = there.matcher(
                        TestServer.json(SERVER.send(request)).at("/detail").asText());
                assertThat(accepted.find()).as(method + " " + path.getKey()).isTrue();
                Set<String> names =
                        new TreeSet<>(Arrays.asList(accepted.group(1).split(", ")));
                names.remove("none");
                assertThat(names).as(method + " " + path.getKey()).isEqualTo(queryParameters(operation.getValue()));
            });
        });
    }

    private static Set<String> queryParameters(JsonNode operation) {
        Set<String> names = new TreeSet<>();
        for (JsonNode parameter : operation.at("/parameters")) {
            String reference = parameter.path("$ref").asText();
            JsonNode resolved = reference.isEmpty() ? parameter : DOCUMENT.at(reference.substring(1));
            if (resolved.at("/in").asText().equals("query")) {
                names.add(resolved.at("/name").asText());
            }
        }
        return names;
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/logs, LogPage",
        "/api/v1/logs/histogram, Histogram",
        "/api/v1/logs/top/service.name, TopValues",
        "/api/v1/logs/templates, Templates",
        "/api/v1/flows, FlowPage",
        "/api/v1/flows/" + Samples.FLOW_ID + ", Flow",
        "/api/v1/flows?where=gateway+reaches+stock, FlowPage",
        "/api/v1/flows/compare?left=" + Samples.FLOW_ID + "&right=" + Samples.FLOW_ID + ", FlowComparison",
        "/api/v1/flows/propagation, Propagation",
        "/api/v1/map, ServiceMap",
        "/api/v1/alerts, AlertPage",
        "/api/v1/alerts/rules, RuleCounts",
        "/api/v1/alerts/alert-1, Alert",
        "/api/v1/risks, Risks",
        "/api/v1/risks?kind=service&name=orders, Risks",
        "/api/v1/inventory/containers, Containers",
        "/api/v1/inventory/containers/c%3Aorders-1, ContainerHistory",
        "/api/v1/inventory/images, Images",
        "/api/v1/suspects, Suspects",
        "/api/v1/apis, Apis",
        "/api/v1/apis/orders/report, TrafficReport",
        "/api/v1/rules, RuleFiles",
        "/api/v1/rules/built-in%2Frisks.yml, RuleFile",
        "/api/v1/rules/none, Problem",
        "/health, Health",
        "/ready, Health",
        "/api/v1/alerts/none, Problem",
        "/api/v1/logs?size=x, Problem",
        "/api/v1/logs?q=(, Problem",
    })
    void answersAsDocumented(String path, String schema) {
        HttpResponse<String> response = SERVER.get(path);

        assertThat(schema(schema).validate(TestServer.json(response)))
                .as(response.body())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /api/v1/rules/a.yml, good, RuleChange",
        "PUT, /api/v1/rules, good, RuleChange",
        "PUT, /api/v1/rules/a.yml, bad, Problem",
        "POST, /api/v1/rules/test, good, RuleTest",
        "POST, /api/v1/rules/diff, good, RuleDiff",
        "DELETE, /api/v1/rules/a.yml, good, RuleChange",
        "DELETE, /api/v1/rules/none, good, Problem",
    })
    void answersAboutRulesAsDocumented(String method, String path, String rule, String schema) {
        SERVER.rules.forget();
        if (method.equals("DELETE")) {
            SERVER.rules.write("a.yml", RulesTest.RULE);
        }
        String body = rule.equals("good") ? RulesTest.RULE : "title: [";
        HttpResponse<String> response = SERVER.send(
                HttpRequest.newBuilder(SERVER.uri(path)).method(method, HttpRequest.BodyPublishers.ofString(body)));

        assertThat(schema(schema).validate(TestServer.json(response)))
                .as(response.body())
                .isEmpty();
    }

    @Test
    void noticesAnAnswerThatIsNotAsDocumented() {
        ObjectNode alert = (ObjectNode) SERVER.json("/api/v1/alerts/alert-1");
        alert.put("severity", "HIGH").put("bogus", 1).remove("title");

        assertThat(schema("Alert").validate(alert)).hasSize(3);
    }

    @Test
    void documentsEveryCodeOfAProblem() {
        JsonNode codes = DOCUMENT.at("/components/schemas/Problem/properties/code/enum");

        assertThat(StreamSupport.stream(codes.spliterator(), false).map(JsonNode::asText))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ProblemCode.values())
                        .map(ProblemCode::code)
                        .toList());
    }

    /** The schema of that name, with all the others beside it for its references. */
    private static JsonSchema schema(String name) {
        ObjectNode root = new ObjectMapper().createObjectNode();
        root.put("$ref", "#/components/schemas/" + name);
        root.set("components", closed(DOCUMENT.get("components").deepCopy()));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(root);
    }

    /** Clients must bear new members, so the document leaves its objects open; here a member without a word in it is a mistake. */
    private static JsonNode closed(JsonNode schema) {
        if (schema.path("properties").isObject() && !schema.has("additionalProperties")) {
            ((ObjectNode) schema).put("additionalProperties", false);
        }
        schema.forEach(OpenApiTest::closed);
        return schema;
    }
}
