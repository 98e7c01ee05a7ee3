package io.throughline.stream.detect;

import io.throughline.core.model.Alert;
import java.util.List;
import java.util.Map;

/**
 * What a detector of principals has to say of one ask.
 *
 * @param about what is one episode: a rule's signs about the same are one alert
 */
record Sign(
        String rule,
        Alert.Severity severity,
        String about,
        Map<String, String> entity,
        String title,
        String expected,
        String seen,
        List<String> technique) {}
