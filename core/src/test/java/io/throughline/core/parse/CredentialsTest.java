package io.throughline.core.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "authorization",
                "Proxy-Authorization",
                "request.headers.Cookie",
                "request_Cookie",
                "http_x_api_key",
                "headers.set-cookie.0",
                "resp_headers.Set-Cookie.12",
                "req.headers.x_auth_token",
                "X-Amz-Security-Token",
                "apikey",
                "x-forwarded-client-cert"
            })
    void areNotKeptUnderAnyNameOfSuchAHeader(String name) {
        assertThat(Credentials.isHeader(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "annotations.authorization.k8s.io/decision",
                "status",
                "cookies",
                "key",
                "token_count",
                "en",
                "",
                "monkey"
            })
    void otherNamesAreNoneOfThem(String name) {
        assertThat(Credentials.isHeader(name)).isFalse();
    }

    @Test
    void areDroppedFromRecordsOfEveryForm() {
        List<String> records = List.of(
                "{\"time\":\"2026-11-22T10:00:00Z\",\"msg\":\"a\",\"authorization\":\"s3cret\",\"req\":{\"headers\":{\"cookie\":\"s3cret\"}}}",
                "{\"time\":\"2026-11-22T10:00:00Z\",\"msg\":\"a\",\"headers\":{\"Set-Cookie\":[\"s3cret\",\"s3cret\"]}}",
                "time=2026-11-22T10:00:00Z level=info msg=a x-api-key=s3cret proxy_authorization=\"Basic s3cret\"",
                "{\"start_time\":\"2026-11-22T10:00:00Z\",\"response_flags\":\"-\",\"response_code\":200,\"authorization\":\"s3cret\"}");
        for (String record : records) {
            assertThat(Records.event(record).labels().toString()).as(record).doesNotContain("s3cret");
        }
    }
}
