package io.throughline.core.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EndpointProfileTest {
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    private static RequestShape request(String client, String... namesAndValues) {
        List<ValueShape> values = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.add(ValueShape.of(namesAndValues[i], namesAndValues[i + 1]));
        }
        return new RequestShape("shop", "GET", "/items", client, START, values, null, "event", "source", 0);
    }

    private static EndpointProfile learned(int requests) {
        EndpointProfile profile = EndpointProfile.empty(START);
        Random random = new Random(1);
        for (int i = 0; i < requests; i++) {
            RequestShape request = request(
                    "client" + i % 20,
                    "id",
                    Integer.toString(random.nextInt(100_000)),
                    "lang",
                    random.nextBoolean() ? "en" : "de");
            profile = profile.with(request, profile.judge(request, 200, 5).surprise());
        }
        return profile;
    }

    private static EndpointProfile.Unusual judged(EndpointProfile profile, String... namesAndValues) {
        return profile.judge(request("somebody", namesAndValues), 200, 5);
    }

    @Test
    void saysNothingBeforeItHasSeenEnough() {
        assertThat(judged(learned(100), "id", "1' or 1=1--", "lang", "en").surprise())
                .isNegative();
        assertThat(learned(100).calibrated(200)).isFalse();
    }

    @Test
    void tellsAValueThatDoesNotFitFromThoseThatDo() {
        EndpointProfile profile = learned(2_000);
        assertThat(profile.calibrated(200)).isTrue();
        assertThat(judged(profile, "id", "4711", "lang", "de").surprise()).isLessThan(profile.threshold());
        assertThat(judged(profile, "id", "1' or 1=1--", "lang", "en"))
                .satisfies(unusual -> assertThat(unusual.surprise()).isGreaterThan(profile.threshold()))
                .satisfies(unusual -> assertThat(unusual.parameter()).isEqualTo("id"));
    }

    @Test
    void knowsAnEnumeration() {
        EndpointProfile profile = learned(2_000);
        assertThat(judged(profile, "id", "1", "lang", "xx").reason()).contains("none of the 2 values");
    }

    @Test
    void seesAParameterThatIsMissingNewOrOutOfPlace() {
        EndpointProfile profile = learned(2_000);
        assertThat(judged(profile, "id", "1").reason()).contains("is missing");
        assertThat(judged(profile, "id", "1", "lang", "en", "debug", "1").reason())
                .contains("never there");
        assertThat(judged(profile, "lang", "en", "id", "1").reason()).contains("comes behind lang");
    }

    @Test
    void cannotBeTaughtByOneClientAlone() {
        EndpointProfile profile = learned(2_000);
        double before = judged(profile, "id", "1' or 1=1--", "lang", "en").surprise();
        for (int i = 0; i < 500; i++) {
            profile = profile.with(request("attacker", "id", i + "' or 1=1--", "lang", "en"), -1);
        }
        assertThat(judged(profile, "id", "1' or 1=1--", "lang", "en").surprise())
                .isGreaterThan(before * 0.7);
        assertThat(judged(profile, "id", "1' or 1=1--", "lang", "en").surprise())
                .isGreaterThan(profile.threshold());
    }

    @Test
    void learnsWhatSeveralClientsDo() {
        EndpointProfile profile = learned(2_000);
        double before = judged(profile, "id", "a-7", "lang", "en").surprise();
        for (int i = 0; i < 500; i++) {
            profile = profile.with(request("client" + i % 10, "id", "a-" + i, "lang", "en"), -1);
        }
        assertThat(judged(profile, "id", "a-7", "lang", "en").surprise()).isLessThan(before / 2);
    }

    @Test
    void isTheSameLearnedAtOnceAndInTwoPartsThatAreMerged() {
        ParameterProfile whole = ParameterProfile.empty();
        ParameterProfile first = ParameterProfile.empty();
        ParameterProfile second = ParameterProfile.empty();
        for (int i = 0; i < 600; i++) {
            ValueShape value = ValueShape.of("id", "ab" + i * 7);
            whole = whole.with(value, i);
            if (i < 300) {
                first = first.with(value, i);
            } else {
                second = second.with(value, i);
            }
        }
        ParameterProfile merged = first.merged(second);
        ValueShape strange = ValueShape.of("id", "<x>");
        assertThat(merged.values()).isEqualTo(whole.values());
        assertThat(merged.judge(strange).surprise())
                .isCloseTo(whole.judge(strange).surprise(), offset(1e-6));
    }

    @Test
    void staysSmallWhateverIsSent() {
        EndpointProfile profile = EndpointProfile.empty(START);
        Random random = new Random(2);
        for (int i = 0; i < 5_000; i++) {
            StringBuilder value = new StringBuilder();
            for (int c = 0; c < 40; c++) {
                value.append((char) (32 + random.nextInt(95)));
            }
            profile = profile.with(request("c" + i, "p" + i, value.toString(), "q", value.toString()), 0);
        }
        assertThat(profile.parameters()).hasSizeLessThanOrEqualTo(EndpointProfile.MAX_PARAMETERS);
        assertThat(profile.parameters().values())
                .allSatisfy(parameter ->
                        assertThat(parameter.parts()).hasSizeLessThanOrEqualTo(ParameterProfile.MAX_PARTS));
        assertThat(profile.parameters().values().stream()
                        .mapToLong(ParameterProfile::leftOut)
                        .sum())
                .isPositive();
    }

    @Test
    void keepsNothingThatWasSent() {
        assertThat(ValueShape.of("token", "hunter2-Sommer").symbols()).isEqualTo("a9-a");
    }
}
