package io.throughline.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StaticPagesTest {
    private static final TestServer SERVER = new TestServer(Map.of());

    @AfterAll
    static void close() {
        SERVER.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html", "/flows", "/flows/4bf92f35", "/flows/req-1.2.3", "/search?q=a.js"})
    void givesTheApplicationForEveryPage(String path) {
        HttpResponse<String> response = SERVER.get(path);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("Pages for tests");
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/html;charset=utf-8");
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-cache");
    }

    @Test
    void letsBrowsersKeepWhatHasAHashInItsName() {
        HttpResponse<String> response = SERVER.get("/assets/index-3fa9c1.js");

        assertThat(response.body()).isEqualTo("export const answer = 42;\n");
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/javascript;charset=utf-8");
        assertThat(response.headers().firstValue("Cache-Control")).hasValue("public, max-age=31536000, immutable");
    }

    @Test
    void sendsNothingThatABrowserHasAlready() {
        String tag = SERVER.get("/").headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> again = SERVER.get("/", "If-None-Match", tag);

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/assets/none.js", "/none.css", "/assets", "/assets/", "/assets/../index.js"})
    void neverGivesAFolderNorAPageForAMissingFile(String path) {
        HttpResponse<String> response = SERVER.get(path);

        if (path.equals("/assets")) {
            assertThat(response.body()).contains("Pages for tests");
        } else {
            assertThat(response.statusCode()).isEqualTo(404);
        }
        assertThat(response.body()).doesNotContain("index-3fa9c1.js");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../outside.txt",
                "/assets/../../outside.txt",
                "/%2e%2e/outside.txt",
                "/..%2foutside.txt",
                "/assets/..%2f..%2foutside.txt",
                "/%252e%252e/outside.txt",
                "/..\\outside.txt",
                "/..%5coutside.txt",
                "/..;/outside.txt",
                "//outside.txt",
                "/./../outside.txt",
                "/assets/%c0%ae%c0%ae/outside.txt",
                "/outside.txt",
                "/outside.txt%00.js",
            })
    void givesNothingOutsideTheFolderOfThePages(String path) {
        assertThat(SERVER.rawGet(path)).doesNotContain("not a page").matches("(?s)HTTP/1\\.1 4\\d\\d .*");
    }

    @Test
    void answersUnknownPathsOfTheApiWithAProblemAndNotWithAPage() {
        for (String path : new String[] {"/api", "/api/", "/api/v1", "/api/v2/logs", "/api/v1/logs/x/y"}) {
            HttpResponse<String> response = SERVER.get(path, "Accept", "text/html");
            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(TestServer.json(response).at("/code").asText()).isEqualTo("not-found");
        }
    }
}
