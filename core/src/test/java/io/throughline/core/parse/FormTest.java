package io.throughline.core.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.core.model.LogEvent;
import io.throughline.core.model.Normalised;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every form is taken by its own reader and by no other. */
class FormTest {
    @Test
    void hasASampleOfEveryForm() {
        Set<Form> forms = EnumSet.allOf(Form.class);
        forms.remove(Form.CUSTOM); // which there are is a setting
        forms.remove(Form.LOGGED_REQUEST); // read where the source is said to be one, and nowhere else

        assertThat(GatewaySamples.all().keySet()).isEqualTo(forms);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void isReadByItsOwnReader(Form form, String sample) {
        Normaliser normaliser = new Normaliser(ParseLimits.DEFAULTS);

        Normalised normalised = normaliser.normalise(Records.of(sample));

        assertThat(normalised).isInstanceOf(LogEvent.class);
        assertThat(normaliser.form()).isEqualTo(form);
        assertThat(((LogEvent) normalised).labels().get("event.dataset")).isEqualTo(form.dataset());
    }

    @Test
    void isReadTheSameAfterAnyOther() {
        Normaliser normaliser = new Normaliser(ParseLimits.DEFAULTS);
        List<String> samples = new ArrayList<>();
        GatewaySamples.all().values().forEach(samples::addAll);
        for (String before : samples) {
            for (String sample : samples) {
                normaliser.normalise(Records.of(before));
                assertThat(normaliser.normalise(Records.of(sample))).isEqualTo(Records.event(sample));
            }
        }
    }

    /** A line may be cut anywhere: what is left may be of another form, but always gives an answer. */
    @Test
    void givesAnAnswerWhereverARecordIsCut() {
        Normaliser normaliser = new Normaliser(ParseLimits.DEFAULTS);
        GatewaySamples.all()
                .values()
                .forEach(lines -> lines.forEach(line -> {
                    for (int end = 0; end <= line.length(); end++) {
                        assertThat(normaliser.normalise(Records.of(line.substring(0, end))))
                                .isNotNull();
                        assertThat(normaliser.normalise(Records.of(line.substring(end))))
                                .isNotNull();
                    }
                }));
    }

    @Test
    void givesAnAnswerWhicheverValuesAreMissing() {
        Normaliser normaliser = new Normaliser(ParseLimits.DEFAULTS);
        GatewaySamples.all()
                .values()
                .forEach(lines -> lines.forEach(line -> {
                    String[] words = line.split("(?<=[ ,:\\[{])", -1);
                    for (int i = 0; i < words.length; i++) {
                        List<String> rest = new ArrayList<>(Arrays.asList(words));
                        rest.remove(i);
                        assertThat(normaliser.normalise(Records.of(String.join("", rest))))
                                .isNotNull();
                    }
                }));
    }

    private static Stream<Arguments> samples() {
        return GatewaySamples.all().entrySet().stream().flatMap(FormTest::arguments);
    }

    private static Stream<Arguments> arguments(Map.Entry<Form, List<String>> samples) {
        return samples.getValue().stream().map(sample -> Arguments.of(samples.getKey(), sample));
    }
}
