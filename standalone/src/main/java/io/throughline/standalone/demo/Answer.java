package io.throughline.standalone.demo;

/**
 * What a service answers.
 *
 * @param body JSON
 */
record Answer(int status, String body) {
    static Answer ok(String body) {
        return new Answer(200, body);
    }

    static Answer error(int status, String reason) {
        return new Answer(status, new JsonLine().put("error", reason).text());
    }

    boolean ok() {
        return status < 400;
    }
}
