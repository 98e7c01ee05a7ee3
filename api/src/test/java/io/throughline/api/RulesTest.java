package io.throughline.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.throughline.core.store.StoreUnavailableException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The endpoints of the rules, over a topic in memory and the rules that come along. */
class RulesTest {
    static final String RULE = """
            title: Out of stock
            name: stock
            level: high
            logsource: {category: application}
            detection: {words: {message|contains: no stock}, condition: words}
            throughline_samples:
              matches: [{message: no stock of paint}]
              ignores: [{message: in stock}]
            """;

    private static final String SEQUENCE = """
            title: Twice out of stock
            name: twice
            correlation: {type: event_count, rules: [stock], group-by: [service.name], timespan: 1m, condition: {gte: 2}}
            """;

    private static final TestServer SERVER = new TestServer(Map.of("api.max-request", "16k"));

    @BeforeEach
    void forget() {
        SERVER.rules.forget();
        SERVER.stores.before = () -> {};
    }

    @AfterAll
    static void close() {
        SERVER.close();
    }

    private static HttpResponse<String> ask(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(SERVER.uri("/api/v1/rules" + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return SERVER.send(request);
    }

    private static JsonNode good(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return TestServer.json(response);
    }

    private static JsonNode problem(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        JsonNode problem = TestServer.json(response);
        assertThat(problem.at("/code").asText()).isEqualTo(code);
        return problem;
    }

    @Test
    void listsTheRulesThatAreProgramsBesideThoseThatAreText() {
        JsonNode rules = SERVER.json("/api/v1/rules");

        assertThat(rules.at("/detectors").findValuesAsText("rule"))
                .contains("new-edge", "payload-sql-injection", "image-tag-moved")
                .doesNotContain("5d5a3f2c-a9fe-5e7b-ad4e-47537be158f1");
        assertThat(rules.at("/items").findValuesAsText("rule")).contains("5d5a3f2c-a9fe-5e7b-ad4e-47537be158f1");
    }

    private static JsonNode file(String id) {
        for (JsonNode file : SERVER.json("/api/v1/rules").at("/items")) {
            if (file.at("/id").asText().equals(id)) {
                return file;
            }
        }
        throw new AssertionError("there is no file " + id);
    }

    @Test
    void listsTheRulesThatComeAlong() {
        JsonNode risks = file("built-in/risks.yml");

        assertThat(risks.at("/origin").asText()).isEqualTo("built-in");
        assertThat(risks.at("/state").asText()).isEqualTo("in-force");
        assertThat(risks.at("/rules").size()).isGreaterThan(30);
        assertThat(risks.at("/rules/0/state").asText()).isEqualTo("in-force");
        assertThat(SERVER.json("/api/v1/rules").at("/refused").asInt()).isZero();
    }

    @Test
    void putsListsAndWithdrawsAFile() {
        JsonNode put = good(ask("PUT", "/stock%2Fa.yml", RULE));
        assertThat(put.at("/id").asText()).isEqualTo("stock/a.yml");
        assertThat(put.at("/changed").asBoolean()).isTrue();
        assertThat(put.at("/takesEffect").asText()).isEqualTo("2026-11-22T12:00:10Z");

        JsonNode file = file("stock/a.yml");
        assertThat(file.at("/origin").asText()).isEqualTo("run-time");
        assertThat(file.at("/rules/0/rule").asText()).isEqualTo("stock");
        assertThat(file.at("/rules/0/version").asText()).hasSize(16);
        assertThat(SERVER.json("/api/v1/rules/stock%2Fa.yml").at("/text").asText())
                .isEqualTo(RULE);

        assertThat(good(ask("PUT", "/stock%2Fa.yml", RULE)).at("/changed").asBoolean())
                .as("nothing is written where nothing changes")
                .isFalse();
        assertThat(good(ask("DELETE", "/stock%2Fa.yml", "")).at("/withdrawn").asBoolean())
                .isTrue();
        problem(ask("DELETE", "/stock%2Fa.yml", ""), 404, "not-found");
        problem(SERVER.get("/api/v1/rules/stock%2Fa.yml"), 404, "not-found");
    }

    @Test
    void namesAFileByItsFirstRuleWhereNobodyDoes() {
        assertThat(good(ask("PUT", "", RULE)).at("/id").asText()).isEqualTo("stock");
        problem(ask("PUT", "", RULE.replace("name: stock\n", "")), 400, "invalid-rule");
    }

    @Test
    void refusesABadFileWithEveryProblemsLineAndColumnAndWritesNothing() {
        JsonNode problem = problem(
                ask("PUT", "/a.yml", RULE.replace("level: high", "level: hih").replace("|contains", "|contain")),
                400,
                "invalid-rule");

        assertThat(problem.at("/problems")).hasSize(2);
        assertThat(problem.at("/problems/0/line").asInt()).isEqualTo(3);
        assertThat(problem.at("/problems/0/column").asInt()).isEqualTo(8);
        assertThat(problem.at("/detail").asText()).contains("a.yml:3:8: ").contains("a.yml:5:");
        assertThat(SERVER.rules.changes()).isEmpty();
    }

    @Test
    void refusesWhatDoesNotGoWithOtherFiles() {
        good(ask("PUT", "/a.yml", RULE));
        good(ask("PUT", "/twice.yml", SEQUENCE));

        assertThat(problem(ask("PUT", "/b.yml", RULE), 409, "rule-conflict")
                        .at("/detail")
                        .asText())
                .contains("has the id or the name of another rule");
        assertThat(problem(ask("DELETE", "/a.yml", ""), 409, "rule-conflict")
                        .at("/detail")
                        .asText())
                .contains("twice.yml:1:1: correlates rules that are not here");
        assertThat(problem(ask("DELETE", "/built-in%2Frisks.yml", ""), 409, "rule-conflict")
                        .at("/detail")
                        .asText())
                .contains("detect.rules.built-in");
        assertThat(SERVER.rules.changes()).hasSize(2);
    }

    @Test
    void tellsWhatOthersWroteIntoTheTopicAndCannotBeUsed() {
        SERVER.rules.write("a.yml", RULE);
        SERVER.rules.write("a.yml", "title: [");

        JsonNode file = file("a.yml");

        assertThat(file.at("/state").asText()).isEqualTo("refused");
        assertThat(file.at("/problems/0/line").asInt()).isPositive();
        assertThat(file.at("/rules/0/title").asText())
                .as("of the version before")
                .isEqualTo("Out of stock");
        assertThat(SERVER.json("/api/v1/rules").at("/refused").asInt()).isOne();
    }

    @Test
    void aRuleOfTheTopicReplacesOneThatComesAlong() {
        String id = file("built-in/risks.yml").at("/rules/0/rule").asText();
        good(ask("PUT", "/own.yml", RULE.replace("name: stock", "id: " + id)));

        assertThat(file("built-in/risks.yml").at("/rules/0/state").asText()).isEqualTo("replaced");
    }

    @Test
    void testsAFileOnItsSamplesAndOnGivenEvents() {
        good(ask("PUT", "/twice.yml", RULE + "---\n" + SEQUENCE));
        String body = """
                {"rule": %s, "events": [
                  {"message": "no stock today", "service.name": "orders"},
                  {"message": "fine"},
                  "2026-11-22T10:00:00Z ERROR no stock",
                  7]}
                """.formatted(new TextNode(RULE + "---\n" + SEQUENCE));
        JsonNode test = good(ask("POST", "/test?id=twice.yml", body, "Content-Type", "application/json"));

        assertThat(test.at("/passed").asBoolean()).isTrue();
        assertThat(test.at("/samples")).hasSize(2);
        assertThat(test.at("/events/0/matches/0/reason").asText()).isEqualTo("Out of stock: message is no stock today");
        assertThat(test.at("/events/1/matches")).isEmpty();
        assertThat(test.at("/events/2/matches")).hasSize(1);
        assertThat(test.at("/events/3/problem").asText()).contains("an object of ECS fields, or a line");
        assertThat(good(ask(
                                "POST",
                                "/test",
                                RULE.replace("in stock", "no stock either").replace("name: stock", "name: x")))
                        .at("/samples/1/problem")
                        .asText())
                .isEqualTo("matches what it should ignore");
        assertThat(SERVER.rules.changes()).as("a test writes nothing").hasSize(1);
    }

    @Test
    void comparesAFileWithWhatIsInForceOverKeptRecords() {
        good(ask("PUT", "/a.yml", RULE));
        JsonNode lost = good(ask("POST", "/diff?id=a.yml&from=now-1h&size=1", RULE.replace("no stock", "green")));

        assertThat(lost.at("/lostCount").asInt()).isOne();
        assertThat(lost.at("/lost/0/seen").asText()).isEqualTo("Out of stock: message is no stock");
        assertThat(lost.at("/lost/0/entity/service.name").asText()).isEqualTo("orders");
        assertThat(lost.at("/gained")).isEmpty();
        assertThat(lost.at("/looked").asInt()).isOne();
        assertThat(lost.at("/limitReached").asBoolean())
                .as("the store has more")
                .isTrue();

        JsonNode gained = good(ask("POST", "/diff?size=1", RULE.replace("name: stock", "name: other")));
        assertThat(gained.at("/gainedCount").asInt()).isOne();
        assertThat(gained.at("/same").asInt()).isOne();
    }

    @Test
    void refusesBodiesThatAreTooLargeOrNoTextOrNoRule() {
        problem(ask("PUT", "/a.yml", "x".repeat(20_000)), 413, "too-large");
        problem(ask("PUT", "/a.yml", ""), 400, "invalid-request");
        problem(ask("POST", "/test", "{", "Content-Type", "application/json"), 400, "invalid-request");
        problem(ask("PUT", "/" + "x".repeat(300), RULE), 400, "invalid-parameter");
        problem(
                SERVER.send(HttpRequest.newBuilder(SERVER.uri("/api/v1/rules/a.yml"))
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(new byte[] {(byte) 0xff, 1}))),
                400,
                "invalid-request");
    }

    @Test
    void pagesOfOthersCanChangeNothing() {
        problem(ask("PUT", "/a.yml", RULE, "Origin", "https://evil.example"), 403, "wrong-origin");
        problem(ask("POST", "/diff", RULE, "Origin", "null"), 403, "wrong-origin");
        assertThat(SERVER.rules.changes()).isEmpty();
        good(ask("PUT", "/a.yml", RULE, "Origin", "http://127.0.0.1:" + SERVER.server.port()));
    }

    @Test
    void saysWhatElseCanBeDoneWhereAMethodCannot() {
        HttpResponse<String> response = ask("PATCH", "/a.yml", RULE);

        problem(response, 405, "method-not-allowed");
        assertThat(response.headers().firstValue("Allow")).hasValue("DELETE, GET, HEAD, PUT");
    }

    @Test
    void anUnreachableStoreIsToldAndNothingIsLost() {
        SERVER.stores.before = () -> {
            throw new StoreUnavailableException("down", null);
        };
        problem(ask("POST", "/diff", RULE), 503, "store-unavailable");
    }
}
